"""Adds up coverage files of several test projects. Usage: PERCENT FILE..."""
import collections
import sys
import xml.etree.ElementTree

least, files = float(sys.argv[1]), sys.argv[2:]
hits = collections.defaultdict(lambda: collections.defaultdict(dict))
for file in files:
    for package in xml.etree.ElementTree.parse(file).getroot().iter("package"):
        for class_ in package.iter("class"):
            lines = hits[package.get("name")][class_.get("filename")]
            for line in class_.iter("line"):
                number = int(line.get("number"))
                lines[number] = lines.get(number, 0) + int(line.get("hits"))

enough = bool(hits)
for assembly, sources in sorted(hits.items()):
    total = sum(len(lines) for lines in sources.values())
    reached = sum(count > 0 for lines in sources.values() for count in lines.values())
    print(f"{assembly}: {100 * reached / total:.1f} % of {total} lines")
    enough &= 100 * reached / total >= least
    missing = sorted(((sum(count == 0 for count in lines.values()), len(lines), name) for name, lines in sources.items()), reverse=True)
    for unreached, count, name in missing:
        if 100 * (count - unreached) / count < least:
            print(f"  {unreached:4} of {count:4} lines not reached  {name}")
sys.exit(0 if enough else 1)
