#!/bin/sh
# The rules of the house, held against the sources: layers.sh [TOP]. Prints each breach as
# file:line: what, and fails when there is one. ARCHITECTURE explains the floors.
set -eu
cd "${1:-${top_srcdir:-.}}"

# awk exits by itself with 1 after a breach; find gives the same order everywhere.
# Not a source: in a tarball lies what the schema comes to, for those who build for another machine.
find src ui tests -type f ! -path src/schema_now.c \( -name '*.c' -o -name '*.h' -o -name '*.def' -o -name '*.sh' -o -name local.mk \) |
LC_ALL=C sort |
LC_ALL=C awk '
BEGIN {
    # A floor uses those with a lower number, and itself. cli and ui do not know each other.
    split("base seal store domain rules desk exchange app", names)
    for (n in names) floor[names[n]] = n + 0
    floor["cli"] = floor["ui"] = 9
    # A program of its own beside the floors: whoever verifies shares no code with who writes.
    floor["verify"] = floor["store"]
    floor["print"] = floor["seal"] # base alone
    floor["hub"] = floor["store"]  # base and seal
    floor["main"] = 10

    # Rooms inside a folder, from the ground up: each uses those before it, and itself.
    rooms["src/rules/"] = "files language knowledge staging judge check"
    rooms["ui/"] = "model cmd term widget pinyin stage ask parts case screens"
    for (house in rooms) {
        split(rooms[house], names)
        for (n in names) room[house names[n]] = n + 0
    }

    # No files of these use each other in a circle.
    split("src/rules/ ui/model/ ui/term/ ui/pinyin/ ui/ask/ ui/parts/ ui/screens/", names)
    for (n in names) straight[names[n]]

    # The only places of a part of the world outside.
    place["^(n?curses(w)?/)?(n?curses|term|panel|form|menu)\\.h$"] = "^ui/(term|widget)/"
    place["^sqlite3\\.h$"] = "^src/(seal|store|verify)/"
    place["^zlib\\.h$"] = "^src/(seal/|exchange/workbook[.]c)"
    place["^sodium"] = "^src/(seal|store|desk|verify|hub)/"
    place["^openssl/"] = "^src/seal/"
    place["^(libpq|postgres)"] = "^src/hub/"
    place["^xlsxwriter"] = "^src/exchange/"
    place["^(zip|zipconf|expat)\\.h$"] = "^src/exchange/"
    place["^(pango/|cairo)"] = "^src/print/"
    place["^qrencode"] = "^src/base/"
    place["^unicode/"] = "^src/base/"
    place["^libintl\\.h$"] = "^nowhere/" # catalogues are read by base/catalogue.h
    place["^(iniparser/)?(iniparser|dictionary)\\.h$"] = "^src/base/"
    longest = 800
}

function breach(text) {
    printf "%s:%d: %s\n", file, line, text
    breaches++
}

# The code of a line, without comments; inside tells whether one is still open.
function code_of(text,    at, out) {
    out = ""
    while (text != "") {
        if (inside) {
            at = index(text, "*/")
            if (!at) return out
            text = substr(text, at + 2)
            inside = 0
        } else if ((at = index(text, "/*")) > 0) {
            out = out substr(text, 1, at - 1)
            text = substr(text, at + 2)
            inside = 1
        } else {
            out = out text
            text = ""
        }
    }
    sub(/\/\/.*/, "", out)
    return out
}

function floor_of(path,    parts, n) {
    n = split(path, parts, "/")
    if (parts[1] == "ui") return "ui"
    if (parts[1] == "src") return n > 2 ? parts[2] : "main"
    return parts[1]
}

function room_of(house, path) {
    path = substr(path, length(house) + 1)
    return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : ""
}

function check_rooms(path,    house, own, other) {
    for (house in rooms) {
        if (index(file, house) != 1 || index(path, house) != 1) continue
        own = room_of(house, file)
        other = room_of(house, path)
        if (room[house other] > room[house own])
            breach(own " includes \"" name_of(path) "\" from a room above")
    }
}

function folder_of(path) {
    sub(/[^\/]*$/, "", path)
    return path
}

function stem(path) {
    sub(/\.[a-z]+$/, "", path)
    return path
}

# What a file uses is kept, to be walked at the end.
function note_use(path,    house) {
    for (house in straight) {
        if (index(file, house) != 1 || index(path, house) != 1 || stem(file) == stem(path))
            continue
        if (!(stem(file) in uses)) walkers[++n_walkers] = stem(file)
        uses[stem(file)] = uses[stem(file)] " " stem(path)
        place_of[stem(file), stem(path)] = file " " line
    }
}

# 1: on the way that is walked, 2: walked, and in no circle but those that were told.
function walk(from,    used, n, i, at) {
    state[from] = 1
    n = split(uses[from], used, " ")
    for (i = 1; i <= n; i++) {
        if (state[used[i]] == 1) {
            split(place_of[from, used[i]], at, " ")
            file = at[1]
            line = at[2]
            breach("uses " used[i] ", which uses it too, itself or through others")
        } else if (!state[used[i]]) {
            walk(used[i])
        }
    }
    state[from] = 2
}

function name_of(path) {
    sub(/^src\//, "", path)
    return path
}

function check_own(name,    other, path) {
    path = name ~ /^ui\// ? name : "src/" name
    other = floor_of(path)
    if (name == "config.h") return
    if (name !~ /\// || name ~ /(^|\/)\.\.?\//) {
        breach("includes \"" name "\" without its folder")
        return
    }
    if (!(other in floor)) {
        breach("includes \"" name "\", which is on no floor")
        return
    }
    # The steps of the schema are data, compiled in: what a store is held against.
    if (mine == "verify" && name == "store/schema.h") return
    # So are the rights of roles and the flags of fields: tables, and no code.
    if (mine == "verify" && (name == "desk/role.def" || name == "domain/catalog.def")) return
    if (floor[other] > floor[mine])
        breach(mine " includes \"" name "\" from the floor above")
    else if (floor[other] == floor[mine] && other != mine)
        breach(mine " includes \"" name "\"; cli and ui do not know each other")
    if (name ~ /inner\.h$/ && folder_of(path) != folder_of(file))
        breach("includes \"" name "\", which is private to " folder_of(path))
    check_rooms(path)
    note_use(path)
}

function check_foreign(name,    part) {
    for (part in place)
        if (name ~ part && file !~ place[part])
            breach("includes <" name ">, allowed only in " place[part])
}

# Of two comments one after the other, the first has lost what it was about.
function check_comment(text,    begins) {
    begins = text ~ /^[ \t]*\/\*/ && text !~ /^[ \t]*\/\* (-|clang-format)/
    if (begins && told) breach("two comments follow each other")
    if (begins) telling = 1
    told = telling && text ~ /\*\/[ \t]*$/
    if (text ~ /\*\//) telling = 0
}

function check_line(text,    code, name) {
    check_comment(text)
    code = code_of(text)
    note_commands(code)
    if (code ~ /(^|[^A-Za-z0-9_])(system|popen|strcpy|strcat|v?sprintf|gets|alloca)[ \t]*\(/)
        breach("calls a function that this house does not use: " code)
    if (!(mine in floor)) return
    if (code ~ /(^|[^A-Za-z0-9_])strerror(_r)?[ \t]*\(/ && file != "src/base/i18n.c")
        breach("calls strerror(), which knows only generated locales; i18n_errno() is meant")
    if (floor[mine] > floor["app"] && code ~ /(^|[^A-Za-z0-9_])session_store[ \t]*\(/)
        breach("asks for the store; front ends use the verbs of src/app")
    if (code ~ /^[ \t]*#[ \t]*include[ \t]*["<]/) {
        name = code
        sub(/^[^"<]*["<]/, "", name)
        sub(/[">].*/, "", name)
        if (code ~ /"/) check_own(name)
        check_foreign(name)
    }
    if (code ~ /(^|[^A-Z_]|CMD_)TAB_/ && file !~ /^ui\/(model|case)\/tabs\./ && file !~ /commands\.def$/)
        breach("names a tab; what a tab does is in its TabOps (ui/case/tab.h)")
    if (file ~ /^src\// && tolower(text) ~ /curses/)
        breach("names curses; only ui/term and ui/widget do")
}

# What no local.mk names is neither built nor run, and nobody would miss it.
function note_names(path,    text, words, n, i) {
    while ((getline text < path) > 0) {
        sub(/#.*/, "", text)
        n = split(text, words, /[ \t\\]+/)
        for (i = 1; i <= n; i++) {
            named[words[i]]
            named[words[i] ".c"] # a test is named without
        }
    }
    close(path)
}

# Commands that are moves in a list or a text are taken by their key.
function note_commands(code,    id) {
    if (code ~ /^CMD\([A-Z_]+,/ && code !~ /, SC_(LIST|TEXT),/) {
        id = code
        gsub(/^CMD\(|,.*/, "", id)
        command_at["CMD_" id] = file " " line
    }
    while (file ~ /^ui\/.*\.c$/ && match(code, /CMD_[A-Z_]+/)) {
        handled[substr(code, RSTART, RLENGTH)]
        code = substr(code, RSTART + RLENGTH)
    }
}

function check_lost(    i, id, at) {
    line = 1
    for (i = 1; i <= n_built; i++) {
        file = built[i]
        if (!(file in named)) breach("is named in no local.mk")
    }
    for (id in command_at) {
        if (id in handled) continue
        split(command_at[id], at, " ")
        file = at[1]
        line = at[2]
        breach(id " is handled by no screen")
    }
}

/local\.mk$/ {
    note_names($0)
    next
}

/\.(c|sh)$/ { built[++n_built] = $0 }
/\.sh$/ { next }

{
    file = $0
    mine = floor_of(file)
    inside = told = telling = 0
    line = 0
    if (mine != "tests" && !(mine in floor)) breach("is on no floor")
    for (house in rooms)
        if (index(file, house) == 1 && !((house room_of(house, file)) in room))
            breach("stands in no room of " house)
    while ((getline text < file) > 0) {
        line++
        check_line(text)
    }
    close(file)
    if (line > longest && file !~ /\.def$/)
        breach("has " line " lines, more than " longest)
    files++
}

END {
    for (w = 1; w <= n_walkers; w++) if (!state[walkers[w]]) walk(walkers[w])
    check_lost()
    if (!files) { print "layers.sh: no sources found"; exit 1 }
    if (breaches) { printf "%d breaches in %d files\n", breaches, files; exit 1 }
    printf "%d files keep the house rules\n", files
}
'
