# The manual page: rendered without a warning, and in step with the program.
. "$top_srcdir/tests/cli/lib.sh"

manual=$top_builddir/anjuan.1
ok "the manual is built" test -s "$manual"
if command -v man >/dev/null; then
    run env MANWIDTH=80 man --warnings -E UTF-8 -l "$manual"
    status_is 0 "man shows it"
    silent "without a warning"
fi
run grep -n '^@' "$manual"
status_is 1 "no part was left to be filled in"
for part in keys commands; do
    anjuan doc "$part" --format=man
    ok "the program says its $part" test -s "$out"
    ! grep -vxF -f "$manual" "$out" >"$err"
    result "its $part are those of the program"
done

anjuan --help
options=$(grep -oE '^  --[a-z-]+' "$out")
ok "the help has options" test -n "$options"
for option in $options; do
    grep -qF -e "$(printf '%s' "$option" | sed 's/-/\\-/g')" "$manual"
    result "the manual explains $option"
done

finish
