# The manual page: rendered without a warning, and in step with the program.
. "$top_srcdir/tests/cli/lib.sh"

manual=$top_builddir/anjuan.1
ok "the manual is built" test -s "$manual"
if command -v man >/dev/null; then
    run env MANWIDTH=80 man --warnings -E UTF-8 -l "$manual"
    status_is 0 "man shows it"
    silent "without a warning"
    # Its examples of knowledge files, each below a line "# FOLDER/FILE", are such files.
    site=$work/store.db.site
    mkdir -p "$site/facts" "$site/codes" "$site/checklist" "$site/rules"
    sed 's/^ *//' "$out" | awk -v site="$site/" '
        /^# [a-z]+\/[a-z]+\.ini$/ { file = site $2; next }
        /^[A-Z]/ { file = "" }
        file != "" { print >file }'
    anjuan --store "$work/store.db" knowledge check
    status_is 0 "its examples of knowledge files can be read"
    for entry in limit_target_fen code.d40 x001; do
        says "$entry" "with the entry $entry"
    done
fi
run grep -n '^@' "$manual"
status_is 1 "no part was left to be filled in"
for part in keys commands; do
    anjuan doc "$part" --format=man
    ok "the program says its $part" test -s "$out"
    ! grep -vxF -f "$manual" "$out" >"$err"
    result "its $part are those of the program"
done

# It explains every folder of the knowledge files, and every key that those of the rules use.
for folder in $(cd "$top_srcdir/data" && printf '%s\n' */ | grep -vE '^(practice|schema)/'); do
    grep -qw -e "${folder%/}" "$manual"
    result "the manual explains the folder ${folder%/}"
done
for key in $(cat "$top_srcdir"/data/rules/*.ini "$top_srcdir"/data/facts/*.ini \
    "$top_srcdir"/data/checklist/*.ini | sed -n 's/^\([a-z]*\).* = .*/\1/p' | sort -u); do
    grep -qw -e "$key" "$manual"
    result "the manual explains the key $key"
done

anjuan --help
options=$(grep -oE '^  --[a-z-]+' "$out")
ok "the help has options" test -n "$options"
for option in $options; do
    grep -qF -e "$(printf '%s' "$option" | sed 's/-/\\-/g')" "$manual"
    result "the manual explains $option"
done

finish
