"""Runs a command in a terminal of its own and draws what it shows as SVG. Usage: PICTURE.svg [--until TEXT] -- COMMAND...

The picture in the README:
    python3 eng/terminal-picture.py docs/images/demo.svg --until 'The migrations' -- dotnet run --project samples/ProxLB.Host -- demo
"""
import fcntl
import html
import os
import pty
import re
import struct
import sys
import termios

COLUMNS, ROWS = 110, 500
CELL_WIDTH, CELL_HEIGHT, MARGIN, TITLE = 8.4, 18, 16, 28
BACKGROUND, FOREGROUND = "#14202c", "#d7dee6"
COLOURS = {2: "#4fc08d", 8: "#7d8b99", 9: "#ef6a5b", 10: "#67d6a2", 11: "#e8bd4f", 12: "#6fb1f0", 14: "#62cfd8"}
ESCAPE = re.compile(r"\x1b\[([?0-9;]*)([A-Za-z])|\x1b[=>]|\r|\n|[^\x1b\r\n]")


def run(command):
    """What the command writes to a terminal of COLUMNS x ROWS."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLUMNS=str(COLUMNS))
        os.execvp(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    output = bytearray()
    while True:
        try:
            part = os.read(terminal, 65536)
        except OSError:
            part = b""
        if not part:
            break
        output += part
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status != 0:
        sys.exit(f"{' '.join(command)} ended with exit code {status}:\n{output.decode(errors='replace')}")
    return output.decode()


def screen(output):
    """The lines that are left when all is written; a cell is (character, colour, bold)."""
    lines, row, column, style = [[]], 0, 0, (FOREGROUND, False)
    for match in ESCAPE.finditer(output):
        arguments, verb = match.group(1), match.group(2)
        if verb == "m":
            style = restyled(style, arguments)
        elif verb == "A":
            row = max(0, row - int(arguments or 1))
        elif verb == "K":
            del lines[row][column:]
        elif match.group() == "\r":
            column = 0
        elif match.group() == "\n":
            row += 1
        elif verb is None and not match.group().startswith("\x1b"):
            line = lines[row]
            line.extend([(" ", FOREGROUND, False)] * (column + 1 - len(line)))
            line[column] = (match.group(), *style)
            column += 1
        while row >= len(lines):
            lines.append([])
    return lines


def restyled(style, arguments):
    codes = [int(code or 0) for code in arguments.split(";")]
    colour, bold = style
    while codes:
        code = codes.pop(0)
        if code == 0:
            colour, bold = FOREGROUND, False
        elif code == 1:
            bold = True
        elif code == 38 and codes[:1] == [5]:
            colour, codes = COLOURS.get(codes[1], FOREGROUND), codes[2:]
    return colour, bold


def runs(line):
    """Neighbouring cells of one look and one kind."""
    found = []
    for column, cell in enumerate(line):
        key = (cell[1:], cell[0] if cell[0] in "█░━─" else "text")
        if found and found[-1][0] == key:
            found[-1][2].append(cell[0])
        else:
            found.append((key, column, [cell[0]]))
    return found


def draw(line, top):
    for ((colour, bold), kind), column, characters in runs(line):
        text = "".join(characters)
        x, width = MARGIN + column * CELL_WIDTH, len(characters) * CELL_WIDTH
        if kind in "█░":
            opacity = "" if kind == "█" else ' opacity="0.35"'
            yield f'<rect x="{x:.1f}" y="{top + 3}" width="{width:.1f}" height="{CELL_HEIGHT - 6}" fill="{colour}"{opacity}/>'
        elif kind in "━─":
            yield f'<rect x="{x:.1f}" y="{top + 8}" width="{width:.1f}" height="{3 if kind == "━" else 1}" fill="{colour}"/>'
        elif text.strip():
            weight = ' font-weight="bold"' if bold else ""
            yield f'<text x="{x:.1f}" y="{top + 13}" fill="{colour}"{weight} textLength="{width:.1f}" xml:space="preserve">{html.escape(text)}</text>'


def picture(lines):
    width, height = 2 * MARGIN + COLUMNS * CELL_WIDTH, TITLE + 2 * MARGIN + len(lines) * CELL_HEIGHT
    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">'
    yield f'<rect width="100%" height="100%" rx="10" fill="{BACKGROUND}"/>'
    for number, colour in enumerate(("#ef6a5b", "#e8bd4f", "#4fc08d")):
        yield f'<circle cx="{MARGIN + 6 + 20 * number}" cy="{TITLE - 8}" r="6" fill="{colour}"/>'
    for row, line in enumerate(lines):
        yield from draw(line, TITLE + MARGIN + row * CELL_HEIGHT)
    yield "</svg>"


target, *rest = sys.argv[1:]
options, command = rest[:rest.index("--")], rest[rest.index("--") + 1:]
shown = screen(run(command))
if options[:1] == ["--until"]:
    shown = shown[:next(row for row, line in enumerate(shown) if options[1] in "".join(cell[0] for cell in line))]
while shown and not "".join(cell[0] for cell in shown[-1]).strip():
    shown.pop()
with open(target, "w", encoding="utf-8") as file:
    file.write("\n".join(picture(shown)) + "\n")
