#!/bin/sh
# A case as one file: who may make it, what is in it, and that it is found when a byte of it changes.
. "${top_srcdir:-.}/tests/cli/lib.sh"
cases=2
. "$top_srcdir/tests/cli/store.sh"

no=$(echo "$numbers" | head -n 1)
printf '%%PDF-1.4\nfictional\n%%%%EOF\n' >"$work/paper.pdf"
as lin attach "$no" D13 "$work/paper.pdf"
status_is 0 "a copy is attached"
as zhou export --template neutral --platform shuidichou --out "$work/batch.xlsx"
status_is 0 "the case goes out"

printf '手机号,原因\n13900009997,x\n13900009998,y\n' >"$work/list.csv"
as zhou blacklist import "$work/list.csv" --source 平台名单
status_is 0 "a list is taken in"
as qian show "$no" --reveal
status_is 0 "somebody looks at what is masked"
as qian dossier "$no" --out "$work/one.zip"
status_is 0 "an auditor makes a dossier"
says "SHA-256: $(sha256sum <"$work/one.zip" | cut -d ' ' -f 1)" "and hears its digest"
complains "in clear and with nothing masked" "and that it is in clear"
as he dossier "$no" --out "$work/he.zip"
status_is 1 "an adviser makes none of a case that is not theirs"
ok "and nothing is there" test ! -e "$work/he.zip"
as admin dossier "$no" --out "$work/he.zip"
status_is 1 "nor does an administrator"
as lin dossier "$no" --out "$work/lin.zip"
status_is 0 "whoever keeps the case makes one"
as qian dossier "$no" --out "$work/one.zip"
status_is 1 "what is there is not replaced"
as qian dossier "$no" --out "$store"
status_is 1 "a store least of all"
as qian dossier NO-SUCH --out "$work/none.zip"
status_is 1 "a case has to be there"
as qian dossier "$no" --out -
status_is 2 "it is a file"
if has_sqlite; then
    ok "each is told by the store" test "$(sqlite3 "$store" 'SELECT count(*) FROM dossier')" = 2
    ok "with its digest" test "$(sqlite3 "$store" 'SELECT sha256 FROM dossier LIMIT 1')" = \
        "$(sha256sum <"$work/one.zip" | cut -d ' ' -f 1)"
fi
as zhou events
says 'make a dossier' "the events call it by a word"
ok "with the number of the case" sh -c 'grep "make a dossier" "$1" | grep -q -e "$2"' - "$out" "$no"
ok "any unpacker reads it, and lists and readings of the house are not in it" "$python" -c "
import json, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
assert not json.loads(z.read('records.json'))['records'].get('reveal')
names = z.namelist()
assert names[-2:] == ['manifest.json', 'manifest.sig'], names
assert any(n.startswith('copies/') for n in names)
assert [m['name'] for m in json.loads(z.read('manifest.json'))['members']] == names[:-2]
for n in names:
    if n.endswith('.json'): json.loads(z.read(n))
groups = json.loads(z.read('journal.json'))['groups']
told = {c['table'] for g in groups for c in g['changes']}
assert 'user' in told and not told & {'blacklist', 'read_day', 'sign_in'}, told
assert '平台名单'.encode() not in z.read('journal.json')
other = sys.argv[2].encode()
assert not any(other in z.read(n) for n in names if not n.startswith('knowledge/'))
" "$work/one.zip" "$(echo "$numbers" | tail -n 1)"
run "$top_builddir/anjuan-verify" "$work/one.zip"
status_is 0 "it is whole, whoever looked and wherever the case went"
run "$python" "$top_srcdir/tests/cli/dossier.py" "$work/one.zip"
status_is 0 "a script that follows the description says so too"
as qian dossier "$no" --out "$work/bare.zip" --without-copies
status_is 0 "copies can be left out"
ok "and are" sh -c '! grep -aq copies/[0-9a-f] "$1"' - "$work/bare.zip"
# ---- what is of another case of the same batch is closed, and what was erased of it, too ----
second=$(echo "$numbers" | tail -n 1)
printf '案例编号,审核结果,平台编号,原因\n%s,通过,P-1,\n%s,驳回,P-2,材料不全\n' "$no" "$second" >"$work/reply.csv"
as zhou receipt T1-B0001 "$work/reply.csv"
status_is 0 "the platform replies about both"
whole() { # FILE WORDS
    run "$top_builddir/anjuan-verify" "$1"
    status_is 0 "$2"
    run "$python" "$top_srcdir/tests/cli/dossier.py" "$1"
    status_is 0 "$2, by the description too"
}
as zhou dossier "$no" --out "$work/first.zip"
whole "$work/first.zip" "the reply about another case is no fault of this one's dossier"
as zhou dossier "$second" --out "$work/second.zip"
whole "$work/second.zip" "nor of that one's"
as lin import "$top_srcdir/data/practice/leukaemia-child.json"
third=$(cat "$out")
for gone in "$second" "$third"; do
    as lin close "$gone" --reason withdrawn --comment x
    as zhou set "$gone" 'request[+].on=2026-11-19'
    as zhou set "$gone" 'request[1].by=家属' 'request[1].relation=52' 'request[1].answered_on=2026-11-20' \
        'request[1].answer=granted'
    as zhou erase "$gone" --reason 本人要求 --request --yes
    status_is 0 "$gone is erased"
done
as zhou dossier "$no" --out "$work/after.zip"
whole "$work/after.zip" "nor is its erasure"
as zhou dossier "$third" --out "$work/erased.zip"
whole "$work/erased.zip" "the dossier of an erased case is whole"

anjuan --store "$store" verify
status_is 0 "the history is whole after all that"
finish
