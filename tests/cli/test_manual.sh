# The manual page: rendered without a warning, and in step with the program.
. "$top_srcdir/tests/cli/lib.sh"

# page FILE LANGUAGE
page() {
    manual=$1
    ok "the manual is built" test -s "$manual"
    if command -v man >/dev/null; then
        run env MANWIDTH=80 man --warnings -E UTF-8 -l "$manual"
        status_is 0 "man shows it"
        silent "without a warning"
        # Its examples of knowledge files, each below a line "# FOLDER/FILE", are such files.
        site=$work/store.db.site
        mkdir -p "$site/facts" "$site/codes" "$site/checklist" "$site/rules"
        sed 's/^ *//' "$out" | LC_ALL=C awk -v site="$site/" '
        /^# [a-z]+\/[a-z]+\.ini$/ { file = site $2; next }
        /^[A-Z\300-\377]/ { file = "" }
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
        anjuan doc "$part" --format=man --lang "$2"
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
}

page "$top_builddir/anjuan.1" en
page "$top_builddir/anjuan.zh_CN.1" zh_CN

# Both say the same: as many sections, and the options and commands with a sentence of their own.
for page in anjuan.1 anjuan.zh_CN.1; do
    grep -o '\\-\\-[a-z\\-]*[a-z]' "$top_srcdir/src/$page.in" | sort -u >"$work/options.$page"
    anjuan --help
    for command in $(sed -n 's/^  \([a-z][a-z-]*\).*/\1/p' "$out" | sort -u); do
        ! sed 's/\\-/-/g' "$top_srcdir/src/$page.in" | grep -q "^\.B[RI]* .*\b$command\b" || echo "$command"
    done >"$work/commands.$page"
done
for what in options commands; do
    ok "there are $what" test -s "$work/$what.anjuan.1"
    same "$work/$what.anjuan.1" "$work/$what.anjuan.zh_CN.1" "the Chinese page tells of the same $what"
done
sections() { grep -c '^\.S[HS]' "$top_srcdir/src/$1.in"; }
[ "$(sections anjuan.1)" -eq "$(sections anjuan.zh_CN.1)" ]
result "and as many sections"

# The two READMEs give the same commands.
for readme in README README.zh_CN; do
    sed -n 's/^    \(\(\.\/\|sudo \|anjuan\|touch \)[^(（]*\).*/\1/p' "$top_srcdir/$readme" | sed 's/ *$//; s/   .*//' >"$work/$readme"
done
ok "README has commands" test -s "$work/README"
same "$work/README" "$work/README.zh_CN" "README.zh_CN gives the commands of README"

finish
