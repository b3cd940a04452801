# Attached copies and waivers: what is taken, what is refused, backup, restore and verify.
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/store.sh"

as lin import "$top_srcdir/data/practice/leukaemia-child.json"
no=$(cat "$out")
files=$store.files
pdf() { printf '%%PDF-1.4\n%s\n%%%%EOF\n' "$1"; }
hash() { sha256sum <"$1" | cut -d ' ' -f 1; }
# A sealed store names a copy by a key: then the one that came last.
if [ -n "${SEALED:-}" ]; then
    kept() { find "$files" -type f -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2; }
    same_copy() { ! cmp -s "$1" "$2" && [ -s "$2" ]; }
else
    kept() { echo "$files/$(hash "$1" | cut -c 1-2)/$(hash "$1" | cut -c 3-)"; }
    same_copy() { cmp -s "$1" "$2"; }
fi
state_of() { as lin checklist "$no" --json; grep "\"code\":\"$1\"" "$out" | grep -q "\"state\":\"$2\""; }

pdf '诊断证明' >"$work/诊断 证明.scan"
as lin attach "$no" d13 "$work/诊断 证明.scan"
status_is 0 "a PDF is attached whatever its name"
ok "its copy has the same bytes, or is sealed" same_copy "$work/诊断 证明.scan" "$(kept "$work/诊断 证明.scan")"
[ "$(stat -c %a "$(kept "$work/诊断 证明.scan")")" = 600 ] && [ "$(stat -c %a "$files")" = 700 ]
result "nobody else may read it"
as lin show "$no" --json
says "$(hash "$work/诊断 证明.scan")" "the document names it"
as lin attach "$no" D13 "$work/诊断 证明.scan" --json
says '"replaced":false' "the same file again replaces nothing"
as lin history "$no"
says "$(hash "$work/诊断 证明.scan" | cut -c 1-12)" "the history names the copy"

printf 'plain, 中文 e\314\201\r\n' >"$work/note"
as lin attach "$no" D24 "$work/note"
status_is 0 "a text is attached"
note=$(kept "$work/note")
ok "its document was made as received" state_of D24 received
printf '\377\330\377\340rest' >"$work/photo"
as lin attach "$no" D24 "$work/photo" --json
says '"replaced":true' "another file takes its place"
ok "the copy before stays for the history" test -f "$note"
bad=$(printf 'b\377d.png')
printf '\211PNG\r\n\032\nIEND' >"$work/$bad"
as lin attach "$no" D24 "$work/$bad"
status_is 0 "a name that is no UTF-8 does not matter"
photo=$(kept "$work/$bad")

# A case file may name a copy that is here, and no other.
sum=$(hash "$work/note")
before=$(as lin list --json >/dev/null; cat "$out")
printf '[{"case":{"ward":"1"}},{"case":{"ward":"é"},"document":[{"code":"D13"},{"code":"D11","file":"%064d"}]}]' 7 \
    >"$work/names-none.json"
as lin import "$work/names-none.json"
status_is 1 "a case that names a copy nobody has is refused"
complains "names-none.json: case 2: document[2].file" "naming file, case, record and field"
as lin list --json
[ "$(cat "$out")" = "$before" ]
result "and no case of the file came in"
printf '{"case":{},"document":[{"code":"D24","file":"%s"}]}' "$sum" >"$work/names-one.json"
as lin import "$work/names-one.json"
status_is 0 "one whose copy is here comes in"
printf '{"case":{},"document":[{"code":"D24","file":"%s"}]}' "$(echo "$sum" | tr a-f A-F)x" \
    >"$work/names-odd.json"
as lin import "$work/names-odd.json"
status_is 1 "what is no digest is refused"
as lin set "$no" "document[1].file=$sum"
status_is 1 "and set never takes one"
as qian verify
status_is 0 "the store verifies"

# refused WHAT FILE: one line, status 1, and nothing is left behind.
refused() {
    before=$(find "$files" | sort)
    as lin attach "$no" D11 "$2"
    [ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ] && [ ! -s "$out" ] &&
        [ "$before" = "$(find "$files" | sort)" ]
    result "$1 is refused"
}
refused "a missing file" "$work/nowhere.pdf"
refused "a folder" "$work"
refused "a device" /dev/zero
mkfifo "$work/pipe.pdf"
refused "a named pipe" "$work/pipe.pdf"
ln -s "$work/note" "$work/link.pdf"
refused "a symbolic link" "$work/link.pdf"
complains 'symbolic link' "which says why"
: >"$work/empty.pdf"
refused "an empty file" "$work/empty.pdf"
printf 'MZ\220\0\003' >"$work/program.pdf"
refused "a program called .pdf" "$work/program.pdf"
printf '%%PDF-1.4\ncut off' >"$work/cut.pdf"
refused "a PDF that was cut off" "$work/cut.pdf"
printf 'GBK \326\320\316\304\n' >"$work/gbk.txt"
refused "a text that is not UTF-8" "$work/gbk.txt"
truncate -s 21M "$work/huge.pdf"
refused "a file above the limit" "$work/huge.pdf"
as lin attach "$no" D99 "$work/note"
status_is 1 "there is no D99"
as qian attach "$no" D11 "$work/note"
status_is 1 "an auditor attaches nothing"
if [ "$(id -u)" -ne 0 ]; then
    chmod 000 "$work/note"
    refused "a file that may not be read" "$work/note"
    chmod 600 "$work/note"
fi
if [ -z "${SEALED:-}" ] && unshare -rm true 2>/dev/null; then # the folder's name is not known before
    head -c 200000 /dev/urandom >"$work/noise"
    { printf '\377\330\377'; cat "$work/noise"; } >"$work/large"
    shard=$files/$(hash "$work/large" | cut -c 1-2)
    mkdir -p "$shard"
    run unshare -rm sh -c 'mount -t tmpfs -o size=16k tmpfs "$0" && "$@"; s=$?; ls -A "$0"; exit $s' \
        "$shard" "$top_builddir/anjuan" --store "$store" --as lin --passphrase-file \
        "$work/lin.secret" attach "$no" D11 "$work/large"
    [ "$status" -eq 1 ] && [ "$(wc -l <"$err")" -eq 1 ] && [ ! -s "$out" ]
    result "a full disk is said, and leaves no half copy"
    rmdir "$shard"
fi
as lin show "$no" --json
! grep -q "$(hash "$work/program.pdf")" "$out"
result "none of these is in the case"

verifies
status_is 0 "verify finds every copy whole"
as zhou backup "$work/copy.db"
status_is 0 "a backup"
if [ -n "${SEALED:-}" ]; then
    [ "$(find "$files" -type f | wc -l)" -eq "$(find "$work/anjuan-copies" -type f | wc -l)" ]
    result "takes as many copies along"
else
    ok "takes the copies along" diff -r "$files" "$work/anjuan-copies"
fi
mkdir "$work/other.db.files"
as zhou backup "$work/other.db"
status_is 1 "never into a folder that is there"
printf 'x' >>"$photo"
verifies
status_is 1 "a changed copy is found"
complains "$no" "with its case"
rm "$photo"
verifies --json
says '"ok":false' "and a missing one"
ln -s "$work/$bad" "$photo"
verifies
status_is 1 "a link in its place is none"
rm "$photo"
as zhou restore "$work/copy.db" --same-station
status_is 0 "restore"
verifies
status_is 0 "puts the copies back"
ok "as they were" same_copy "$work/$bad" "$photo"

as lin waive "$no" D18 --comment '科室未出具，已电话核实'
status_is 0 "a document is waived for a reason"
as lin waive "$no" D18 --comment '科室未出具，已电话核实' --json
says '"code":"D18","state":"waived"' "which says so to a script"
ok "which the checklist shows" state_of D18 waived
as lin waive "$no" D12 --comment ' 　'
status_is 1 "not without a reason"
as lin waive "$no" D12
status_is 2 "nor without saying it"
for code in D06 D08 D11 D29 D30 D31; do
    as lin waive "$no" "$code" --comment '来不及'
    [ "$status" -eq 1 ] && grep -qF "$code" "$err"
    result "$code is never waived"
done
as lin set "$no" 'document[+].code=D29' 'document[+].state=waived'
status_is 1 "not by typing the state either"
as lin waive "$no" D13 --comment '已有'
status_is 1 "what is here and verified is not waived"

as lin set "$no" 'document[+].code=D19' 'document[+].state=received' \
    'document[+].expires_on=2026-05-01'
as lin checklist "$no" --on 2026-05-01 --json
grep '"code":"D19"' "$out" | grep -q '"expired":false'
result "a paper is valid on its last day"
as lin checklist "$no" --on 2026-05-02 --json
grep '"code":"D19"' "$out" | grep -q '"expired":true'
result "and expired on the next"

finish
