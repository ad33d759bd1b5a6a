"""Do the tests notice when the code that scores and plans is wrong? Usage: python3 eng/mutants.py [--only N,N...] [--jobs N]

Each line of eng/mutants.txt is a small mistake. All of them are built at once into a copy of the repository, each behind a switch that an environment variable
sets, so that one build serves them all. For each mutant the tests run until the first one fails; a mutant that no test fails for has survived. At least
95 percent have to be caught. A line whose text is not found exactly once is an error: the code has changed, and the line has to follow.
"""
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
LEAST_CAUGHT = 0.95
TIME_LIMIT = 900
SWITCH = """namespace ProxLB.Core;

internal static class Mutant
{
    private static readonly string? Active = Environment.GetEnvironmentVariable("PROXLB_MUTANT");

    public static bool Is(int number) => Active == number.ToString();
}
"""
# First what is quick: most mutants are caught there. The properties see the rest.
ROUNDS = (
    "FullyQualifiedName~.Behaviours.|FullyQualifiedName~.Planning.|FullyQualifiedName~.Optimization.|FullyQualifiedName~.Strategies.|FullyQualifiedName~.Scenarios.",
    "FullyQualifiedName~.Constraints.|FullyQualifiedName~.Analysis.|FullyQualifiedName~.Rules.",
    "FullyQualifiedName~.Properties.",
)


def read_mutants():
    mutants, stale = [], []
    for number, line in enumerate((ROOT / "eng/mutants.txt").read_text().splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        file, text, replacement = line.split(" | ")
        before, rest = text.split("[[", 1)
        # The part itself may end with a bracket of its own.
        cut = rest.rindex("]]")
        original, after = rest[:cut], rest[cut + 2:]
        source = (ROOT / "src/ProxLB.Core" / file).read_text()
        found = source.count(before + original + after)
        if found != 1:
            stale.append(f"eng/mutants.txt:{number}: the text is found {found} times in {file}: {before}{original}{after}")
        mutants.append((file, before, original, after, replacement))
    if stale:
        sys.exit("\n".join(stale))
    return mutants


def switched(number, original, replacement):
    if original.endswith(";"):
        return f"if (ProxLB.Core.Mutant.Is({number})) {{ {replacement} }} else {{ {original} }}"
    return f"(ProxLB.Core.Mutant.Is({number}) ? ({replacement}) : ({original}))"


def build(copy, mutants):
    shutil.copytree(ROOT, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".git", "artifacts", "bin", "obj", "node_modules"))
    core = copy / "src/ProxLB.Core"
    (core / "Mutant.cs").write_text(SWITCH)
    for number, (file, before, original, after, replacement) in enumerate(mutants, 1):
        source = (core / file).read_text()
        text = before + original + after
        if source.count(text) != 1:
            sys.exit(f"Mutant {number} overlaps another one in {file}: {text}")
        (core / file).write_text(source.replace(text, before + switched(number, original, replacement) + after))
    built = subprocess.run(
        ["dotnet", "build", "tests/ProxLB.Core.Tests", "-c", "Release", "-v", "quiet", "-p:RunAnalyzers=false", "-p:TreatWarningsAsErrors=false"],
        cwd=copy, capture_output=True, text=True)
    if built.returncode != 0:
        sys.exit(built.stdout[-4000:])


def first_failure(copy, number):
    """The name of a test that fails with this mutant; None if all pass."""
    environment = {**os.environ, "PROXLB_MUTANT": str(number)}
    tests = copy / "artifacts/bin/ProxLB.Core.Tests/release/ProxLB.Core.Tests.dll"
    for tests_of_round in ROUNDS:
        command = ["dotnet", "test", str(tests), "--filter", tests_of_round, "--logger", "console;verbosity=minimal", "--", "xUnit.StopOnFail=true"]
        try:
            run = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            return f"(no end within {TIME_LIMIT} s)"
        if run.returncode != 0:
            # Told to stop at the first failure the test host sometimes breaks off; the failure is written before.
            failed = re.findall(r"\] +(\S+).* \[FAIL\]|^ +Failed (\S+)", run.stdout + run.stderr, re.MULTILINE)
            if not failed:
                raise RuntimeError(f"Mutant {number}: the test run broke off:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
            return next(name for name in failed[0] if name)
    return None


def main():
    arguments = dict(zip(sys.argv[1::2], sys.argv[2::2]))
    mutants = read_mutants()
    numbers = [int(n) for n in arguments["--only"].split(",")] if "--only" in arguments else list(range(1, len(mutants) + 1))
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        copy = pathlib.Path(folder)
        build(copy, mutants)
        if (failure := first_failure(copy, 0)) is not None:
            sys.exit(f"Without a mutant a test fails already: {failure}")
        print(f"{len(mutants)} mutants are built; without any of them the tests pass.", flush=True)
        survivors = 0
        with concurrent.futures.ThreadPoolExecutor(int(arguments.get("--jobs", 1))) as pool:
            for number, failure in zip(numbers, pool.map(lambda n: first_failure(copy, n), numbers)):
                file, _, original, _, replacement = mutants[number - 1]
                survivors += failure is None
                print(f"{'survived' if failure is None else 'caught  '} {number:3}  {file}: {original}  ->  {replacement}   {failure or ''}", flush=True)
    caught = len(numbers) - survivors
    print(f"{caught} of {len(numbers)} mutants caught, {100 * caught / len(numbers):.0f} %")
    sys.exit(0 if caught >= LEAST_CAUGHT * len(numbers) else 1)


main()
