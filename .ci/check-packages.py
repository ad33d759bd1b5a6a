"""Checks what is inside the packages: text, icon, licence, documentation, symbols, commit, and that the core needs abstractions only. Usage: PACKAGES"""
import pathlib
import re
import sys
import zipfile

ABSTRACTIONS = {"Microsoft.Extensions.DependencyInjection.Abstractions", "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options"}


def problems_of(package):
    with zipfile.ZipFile(package) as archive:
        files = set(archive.namelist())
        nuspec_name = next(name for name in files if name.endswith(".nuspec"))
        nuspec = archive.read(nuspec_name).decode("utf-8-sig")
    name = nuspec_name.removesuffix(".nuspec")
    for file in ("README.md", "icon.png", f"lib/net10.0/{name}.dll", f"lib/net10.0/{name}.xml"):
        if file not in files:
            yield f"{file} is missing"
    for what in ('<license type="expression">MIT</license>', "<icon>icon.png</icon>", "<readme>README.md</readme>", "<description>", "<tags>"):
        if what not in nuspec:
            yield f"{what} is not in {nuspec_name}"
    if not re.search(r'<repository type="git"[^>]* commit="[0-9a-f]{40}"', nuspec):
        yield f"{nuspec_name} does not name the commit"
    needed = set(re.findall(r'<dependency id="([^"]+)"', nuspec))
    if name == "ProxLB.Core" and needed != ABSTRACTIONS:
        yield f"it depends on {', '.join(sorted(needed))}"
    symbols = package.with_suffix(".snupkg")
    if not symbols.exists() or f"lib/net10.0/{name}.pdb" not in zipfile.ZipFile(symbols).namelist():
        yield "there are no symbols"


packages = sorted(pathlib.Path(sys.argv[1]).glob("*.nupkg"))
bad = [f"{package.name}: {problem}" for package in packages for problem in problems_of(package)]
print("\n".join(bad) or f"{len(packages)} packages are complete.")
sys.exit(1 if bad or not packages else 0)
