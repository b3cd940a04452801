# The guard of the house rules: the sources keep them, and each planted breach is caught.
. "$top_srcdir/tests/cli/lib.sh"

guard=$top_srcdir/tests/layers.sh
run sh "$guard" "$top_srcdir"
status_is 0 "the sources keep the house rules"

house=$work/house
mkdir -p "$house"
(cd "$top_srcdir" && tar cf - src ui tests/layers.sh tests/cli/local.mk) | (cd "$house" && tar xf -)
chmod -R u+w "$house"
run sh "$guard" "$house"
status_is 0 "so does a copy of them"

# A breach is seen as well in a house of one file, which takes no time to look through.
rm -rf "$house"
mkdir -p "$house/src/base" "$house/ui" "$house/tests/cli"
echo 'int any;' >"$house/src/base/any.c"
echo src/base/any.c >"$house/src/base/local.mk"
run sh "$guard" "$house"
status_is 0 "and one with nothing wrong in it"

# plant FILE TEXT: puts a file into the copy, named to be built, and asks the guard.
mkdir "$house/src/planted"
plant() {
    mkdir -p "$house/$(dirname "$1")"
    printf '%b\n' "$2" >"$house/$1"
    echo "$1" >"$house/src/planted/local.mk"
    run sh "$guard" "$house"
    rm "$house/$1"
}

# caught FILE TEXT MESSAGE WHAT: plants a file and expects the guard's message.
caught() {
    plant "$1" "$2"
    [ "$status" -ne 0 ] && grep -qF -e "$1:" "$out" && grep -qF -e "$3" "$out"
    result "$4"
}

# passes FILE TEXT WHAT: the same text is allowed here.
passes() {
    plant "$1" "$2"
    [ "$status" -eq 0 ]
    result "$3"
}

caught src/base/planted.c '#include "store/store.h"' 'floor above' "base does not include store"
caught src/domain/planted.h '#  include "rules/facts.h"' 'floor above' "domain does not include rules"
caught src/store/planted.h '#include "app/session.h" /* why */' 'floor above' "store does not include app"
caught src/cli/planted.c '#include "ui/stage/stage.h"' 'do not know each other' "cli does not include ui"
caught ui/screens/planted.c '#include "cli/args.h"' 'do not know each other' "ui does not include cli"
below=model
for above in cmd term widget pinyin stage ask parts case screens; do
    caught ui/$below/planted.c "#include \"ui/$above/any.h\"" 'from a room above' \
        "$below does not include $above"
    passes ui/$above/planted.c "#include \"ui/$below/any.h\"" "$above may include $below"
    below=$above
done
caught ui/model/planted.c '#include "ui/screens/screens.h"' 'from a room above' \
    "rooms are kept over any distance"
caught ui/planted.c 'int x;' 'in no room' "ui has no file outside a room"
caught ui/attic/planted.c 'int x;' 'in no room' "and no room that is not named"
caught src/base/planted.c '#include "buf.h"' 'without its folder' "an include names its folder"
caught src/base/planted.c '#include "../store/store.h"' 'without its folder' "and does not climb"
caught src/attic/planted.c 'int x;' 'on no floor' "a folder outside the house is seen"
passes src/main_planted.c '#include "ui/stage/stage.h"\n#include "cli/args.h"' "main includes both front ends"

caught src/rules/staging/planted.c '#include "rules/judge/judge.h"' 'from a room above' \
    "staging does not include the judge"
caught src/rules/planted.c '#include "rules/files/lint.h"' 'in no room' "rules has no file outside a room"
passes src/rules/check/planted.c '#include "rules/judge/judge.h"' "check includes the judge"
mkdir -p "$house/src/rules/files"
echo '#include "rules/files/planted_b.h"' >"$house/src/rules/files/planted_a.h"
echo '#include "rules/files/planted_c.h"' >"$house/src/rules/files/planted_b.h"
caught src/rules/files/planted_c.c '#include "rules/files/planted_a.h"' 'which uses it too' \
    "files of rules that use each other in a circle are caught"
rm "$house/src/rules/files/planted_a.h" "$house/src/rules/files/planted_b.h"

caught ui/case/planted.c 'int f(int id) { return id == CMD_TAB_PLAN; }' 'names a tab' "no file asks which tab it is"
caught src/base/planted.c '/* Curses! */' 'names curses' "src does not name curses"
caught ui/screens/planted.c '#include <curses.h>' 'allowed only' "screens do not include curses"
caught ui/model/planted.c '#include <ncursesw/ncurses.h>' 'allowed only' "models neither"
passes ui/term/planted.c '#include <curses.h>' "ui/term does"
caught src/domain/planted.c '#include <sqlite3.h>' 'allowed only' "sqlite3 stays in store"
passes src/store/planted.c '#include <sqlite3.h>\n#include <sodium.h>' "store has sqlite3 and sodium"
caught src/app/planted.c '#include <sodium/crypto_hash.h>' 'allowed only' "sodium stays in store and desk"
caught src/cli/planted.c '#include <xlsxwriter.h>' 'allowed only' "xlsxwriter stays in exchange"
caught src/rules/planted.c '#include <iniparser.h>' 'allowed only' "iniparser stays in base"
caught src/base/planted.c '#include <libintl.h>' 'allowed only' "catalogues are read by the program itself"
caught src/store/planted.c 'int f(void) { return !strerror(2); }' 'i18n_errno' "strerror() is for i18n alone"
caught src/cli/planted.c '#include "app/inner.h"' 'private to src/app/' "what is inside a floor stays there"
caught ui/screens/planted.c '#include "ui/stage/inner.h"' 'private to ui/stage/' "and inside a room"
caught ui/screens/planted.c 'int f(void) { return g(session_store(s)); }' 'asks for the store' "screens do not ask for the store"
caught src/cli/planted.c 'Store *f(void) { return session_store (s); }' 'asks for the store' "commands neither"
passes src/app/planted.c 'Store *f(void) { return session_store(s); }' "app has it"
caught src/domain/planted.c '#include <unicode/uchar.h>' 'allowed only' "ICU stays in base"

for call in system popen strcpy strcat sprintf; do
    caught src/app/planted.c "int f(void) { return $call (x); }" "does not use" "$call() is caught"
done
caught tests/unit/planted.c 'int f(void) { return strcpy(x); }' "does not use" "tests keep that rule too"
passes src/app/planted.c '/* no system(): two\\n lines, sprintf( */ int my_system(int a);' \
    "a comment and a longer name are not calls"

caught src/base/planted.h '/* One. */\n/* Two. */\nint f(void);' 'two comments' "a comment that lost its function is seen"
passes src/base/planted.c '/* ---- part ---- */\n/* One. */\nint a; /* two */\n/* Three. */\nint b;' "other comments are not"

lines=$(awk 'BEGIN { for (i = 0; i < 801; i++) printf "int a%d;\\n", i }')
caught ui/screens/planted.c "$lines" 'more than 800' "a file of 802 lines is caught"
passes src/domain/planted.def "$lines" "a table may be long"

# What is written and never comes to life.
for lost in src/base/lost.c ui/model/lost.c tests/unit/base/test_lost.c tests/cli/test_lost.sh; do
    mkdir -p "$house/$(dirname $lost)"
    echo >"$house/$lost"
    echo "# $lost" >"$house/src/planted/local.mk"
    run sh "$guard" "$house"
    rm "$house/$lost"
    [ "$status" -ne 0 ] && grep -qF "$lost:1: is named in no local.mk" "$out"
    result "$lost is built or run by nobody"
done
passes tests/cli/test_found.sh ':' "a script that is named is not"
caught ui/cmd/planted.def 'CMD(LOST, "lost", SC_QUEUE, "z", N_("Lost"), N_("Lost"), 0, 0)' \
    'CMD_LOST is handled by no screen' "a command that no screen handles is caught"
passes ui/cmd/planted.def 'CMD(LOST, "lost", SC_TEXT, "z", N_("Lost"), N_("Lost"), 0, 0)' \
    "one for any text goes by its key"

# Names: a header of the floors declares nothing that nobody uses.
unused=$top_srcdir/tests/unused.sh
run sh "$unused" "$top_srcdir"
status_is 0 "every function of a header is used"
mkdir -p "$work/idle/src/base" "$work/idle/ui" "$work/idle/tests"
printf 'int idle(void);\nint busy(void);\n' >"$work/idle/src/base/work.h"
printf 'int idle(void)\n{\n    return idle();\n}\n\nint busy(void)\n{\n    return 1;\n}\n' >"$work/idle/src/base/work.c"
printf 'int main(void)\n{\n    return busy();\n}\n' >"$work/idle/src/main.c"
run sh "$unused" "$work/idle"
[ "$status" -ne 0 ] && [ "$(cat "$out")" = 'src/base/work.h: nobody uses idle' ]
result "one that its own file alone uses is named"

rm -rf "$house/src" "$house/ui"
mkdir "$house/src" "$house/ui"
rm -rf "$house/tests"
mkdir "$house/tests"
run sh "$guard" "$house"
status_is 1 "no sources at all is a failure"

finish
