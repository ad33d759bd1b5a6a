"""Checks the program's plans of all scenarios against the contract: schema, status, exit code. Usage: SCHEMAS SCENARIOS PLANS"""
import json
import pathlib
import sys

import jsonschema

NOTHING_REQUIRED_IS_VIOLATED, SOMETHING_REQUIRED_IS_VIOLATED = 0, 3


def load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def validator(schema):
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def problems_of(plan_file, expected):
    exit_code = int(plan_file.with_suffix(".exit").read_text())
    try:
        plan = load(plan_file)
    except ValueError as error:
        yield f"standard output is no JSON ({error}); exit code {exit_code}; {plan_file.with_suffix('.log').read_text().strip()}"
        return
    for error in PLAN.iter_errors(plan):
        yield f"{error.json_path}: {error.message}"
    allowed = expected["status"] if isinstance(expected["status"], list) else [expected["status"]]
    if plan.get("status") not in allowed:
        yield f"status is {plan.get('status')}, expected {' or '.join(allowed)}"
    required = any(item["required"] for item in plan.get("unsatisfied", []))
    if exit_code != (SOMETHING_REQUIRED_IS_VIOLATED if required else NOTHING_REQUIRED_IS_VIOLATED):
        yield f"exit code is {exit_code}, with{'' if required else 'out'} a required item in 'unsatisfied'"


schemas, scenarios, plans = map(pathlib.Path, sys.argv[1:])
SNAPSHOT = validator(load(schemas / "cluster-snapshot.v1.schema.json"))
PLAN = validator(load(schemas / "plan.v1.schema.json"))
count = bad = 0
for scenario_file in sorted(scenarios.glob("*.json")):
    scenario = load(scenario_file)
    found = [f"snapshot {error.json_path}: {error.message}" for error in SNAPSHOT.iter_errors(scenario)]
    found += problems_of(plans / scenario_file.name, scenario["expect"])
    count += 1
    bad += bool(found)
    for problem in found:
        print(f"{scenario_file.stem}: {problem}")
print(f"{count} scenarios, {bad} with problems")
sys.exit(1 if bad or count < 20 else 0)
