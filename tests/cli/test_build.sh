# What the build makes: files found without installing, and the schema inside the program.
. "$top_srcdir/tests/cli/lib.sh"

ok "the build tree shows the data" test -f "$top_builddir/share/anjuan/practice/leukaemia-child.json"
while read -r lang; do
    ok "the build tree holds the catalogue $lang" \
        test -f "$top_builddir/share/locale/$lang/LC_MESSAGES/anjuan.mo"
done <"$top_srcdir/po/LINGUAS"

# A check that has to leave tests out does not pass in silence.
run env MAKEFLAGS= make -s -C "$top_builddir" check-lacking LACKING=
status_is 0 "a check that lacks nothing passes"
run env MAKEFLAGS= make -s -C "$top_builddir" check-lacking LACKING='Check (Debian: check)'
[ "$status" -ne 0 ]
result "one that had to leave out tests fails"
complains "for want of Check (Debian: check)" "and says for want of what"

# The catalogues are held to one style.
# styled TEXT MESSAGE WHAT: check-po says MESSAGE of a catalogue with the text, or nothing.
styled() {
    printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "%s"\nmsgstr "%s"\n' \
        "$1" "$1" >"$work/style.po"
    run sh "$top_srcdir/build-aux/check-po.sh" "$work/style.po" "$work/style.po"
    if [ -n "$2" ]; then [ "$status" -ne 0 ] && grep -qF -e "$2" "$err"; else [ "$status" -eq 0 ]; fi
    result "$3"
}
styled 'Nothing was changed' '' "a text without a full stop is right"
styled 'Nothing was changed.' 'full stop' "one with it is not"
styled '未找到。' 'full stop' "nor is one in Chinese"
styled 'one, two, ...' '' "an ellipsis is none"
styled 'say \"yes\"' 'quotes with' "a plain quote is not right"
styled 'write day = \"DAY\"' '' "but as it stands in a file"

# Hardened, unless configure was told otherwise or builds with sanitizers.
flags=$(sed -n 's/^HARDEN_CFLAGS = *//p;s/^HARDEN_LDFLAGS = *//p' "$top_builddir/Makefile")
if command -v readelf >/dev/null && [ -n "$flags" ]; then
    # shows FLAG SWITCH TEXT WHAT: what configure chose is seen in the program.
    shows() {
        case $flags in *"$1"*) ;; *) return ;; esac
        run readelf "$2" -W "$top_builddir/anjuan"
        grep -qE -e "$3" "$out"
        result "$4"
    }
    shows -fstack-protector --dyn-syms __stack_chk_fail "the stack is protected"
    shows _FORTIFY_SOURCE --dyn-syms '__[a-z]+_chk' "the C library checks sizes"
    shows relro -l GNU_RELRO "the tables of the linker become read-only"
    shows z,now -d 'BIND_NOW|FLAGS.*NOW' "all of them before the program starts"
    shows -pie -h 'Type: *DYN' "the program has no fixed address"
fi

# Text that a C string could spoil must come out of the embedded table as it went in.
embed=$top_srcdir/build-aux/embed.sh
printf '%s\n' '-- 一 "quoted" \n %d ??( \\' "CREATE TABLE t (a TEXT DEFAULT '\"');	-- tab" '' 'SELECT 1;' \
    >"$work/001-first.sql"
printf 'SELECT 2;' >"$work/002-no-newline.sql"
cat >"$work/show.c" <<'TEXT'
#include <stdio.h>
#include "store/schema.h"
int main(void)
{
    for (size_t i = 0; i < schema_step_count; i++)
        printf("%d %s\n%s", schema_steps[i].version, schema_steps[i].name, schema_steps[i].sql);
    return 0;
}
TEXT
: >"$work/config.h"
run "$embed" "$work/001-first.sql" "$work/002-no-newline.sql"
status_is 0 "the schema is embedded"
cp "$out" "$work/steps.c"
run ${CC:-cc} -std=c17 -Wall -Werror -I "$work" -I "$top_srcdir/src" "$work/show.c" "$work/steps.c" -o "$work/show"
status_is 0 "the embedded schema compiles without a warning"
run "$work/show"
{ echo '1 first'; cat "$work/001-first.sql"; echo '2 no-newline'; cat "$work/002-no-newline.sql"; echo; } \
    >"$work/expected"
same "$work/expected" "$out" "the embedded text is the text of the files"

cp "$work/001-first.sql" "$work/003-gap.sql"
run "$embed" "$work/001-first.sql" "$work/003-gap.sql"
status_is 1 "a gap in the numbers is refused"
complains "expected step 2" "and named"
cp "$work/001-first.sql" "$work/1-short.sql"
run "$embed" "$work/1-short.sql"
complains "NNN-name.sql" "a wrong name is refused"
run "$embed"
status_is 1 "a program without a schema is refused"

finish
