# A hub on a real PostgreSQL: what goes through it, over a line that is cut, who sees what, and what
# its tables hold. CUTS=N and BUNDLES=N: more of it (make torture-hub).
. "$top_srcdir/tests/cli/lib.sh"
. "$top_srcdir/tests/cli/hub.sh"

hub_server
port=.s.PGSQL.5432
line=$hub_at/line
mkdir "$line"
a=0a11000000000000000000000000000a b=0b22000000000000000000000000000b c=0c33000000000000000000000000000c

# job WHO WHAT [MEMBER...]: the program with a job, at the address $address or straight to the server.
job() {
    job_who=$1 job_what=$2
    shift 2
    printf '{"do":"%s","address":"%s","user":"%s","secret":"%s"' "$job_what" \
        "${address:-postgresql:///hub?host=$hub_at}" "$job_who" "$(cat "$work/$job_who.secret")" >"$work/job"
    for job_member do
        printf ',%s' "$job_member" >>"$work/job"
    done
    printf '}' >>"$work/job"
    input=$work/job run "$top_builddir/anjuan-hub"
}

# sql WHO WORDS: what the role gets, or the error.
sql() {
    run hub_sql "$1" -c "$2"
}

# ---- making it

job operator init
status_is 0 "a hub is made"
says '"made":true' "and said to be new"
job operator init '"months":3'
says '"made":false' "a second time changes nothing but what was said"
sql operator 'SELECT keep_months, version FROM anjuan.hub'
says '3|1' "what was said is set"
for id in $a $b $c; do
    printf 'secret of %s\n' "$id" >"$work/$id.secret"
    job operator add "\"station\":\"$id\",\"new_secret\":\"secret of $id\",\"quota\":40000000,\"monthly\":${BUNDLES:-24}0"
    status_is 0 "a station is added"
done
sql operator "SELECT rolpassword LIKE 'SCRAM-SHA-256%' FROM pg_authid WHERE rolname = '$a'"
says t "the server has no secret, only what proves it"
job "$a" init
says '"fault":"no-right"' "no station makes a hub"

# ---- addresses

address="postgresql://$a:jiayuguan@localhost/hub" job "$a" check
says '"fault":"password"' "a password in an address is refused"
ok "and not said again" test -z "$(grep jiayuguan "$out" "$err")"
for bad in "postgresql://h/hub?sslmode=disable" "postgresql://h/hub?options=x" "postgresql://h,i/hub" \
    "host=h dbname=hub" "postgresql:///hub" "postgresql://h/" "postgresql://h/hub?passfile=x"; do
    address=$bad job "$a" check
    says '"fault":"address"' "no address: $bad"
done
printf 'another\n' >"$work/wrong.secret"
cp "$work/$b.secret" "$work/kept"
cp "$work/wrong.secret" "$work/$b.secret"
job "$b" status
says '"fault":"sign-in"' "another secret is refused, and not tried again"
says '"cuts":1,' "with one try"
mv "$work/kept" "$work/$b.secret"

# ---- over a line that is cut

"$top_builddir/tests/cli/cutter" "$line/$port" "$hub_at/$port" "${CUTS:-40}" "${SEED:-1}" >"$work/cuts" &
cutter=$!
trap 'kill $cutter 2>/dev/null; hub_end; chmod -R u+rwX "$work" 2>/dev/null; rm -rf "$work"' EXIT
until grep -q ready "$work/cuts"; do :; done

# bundles FROM TO N: files in $work/FROM, and their members for a job in $work/FROM.files.
bundles() {
    mkdir -p "$work/$1"
    "$python" - "$work/$1" "$2" "$3" "${SEED:-1}" >"$work/$1.files" <<'END'
import json, os, random, sys
folder, to, n, seed = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
rng = random.Random(folder[-4:] + str(seed))
sizes = [1, 3992, 4000, 5700, 65535, 65536, 65537, 300000, 1 << 20]
files = []
for i in range(n):
    path = os.path.join(folder, "%d.anjuan" % i)
    size = sizes[i % len(sizes)] if i < 18 else rng.choice([4000, 5700, rng.randrange(1, 200000)])
    with open(path, "wb") as f:
        f.write(b"\0" + rng.randbytes(size - 1))
    files.append({"path": path, "to": to, "epoch": 7, "number": i // 8 and i - 7})
print('"files":' + json.dumps(files))
END
}
line_address="postgresql:///hub?host=$line"
patient='"tries":1000,"wait_ms":-1'
bundles "$a" "$b" "${BUNDLES:-24}"
bundles "$b" "$a" "${BUNDLES:-24}"
for id in $a $b; do
    address=$line_address job "$id" send "$(cat "$work/$id.files")" "$patient"
    status_is 0 "all are sent"
    ok "each is said to be whole" test "$(grep -c '"state":"whole"' "$out")" = "${BUNDLES:-24}"
done
for id in $a $b; do
    mkdir "$work/$id.in"
    address=$line_address job "$id" fetch "\"folder\":\"$work/$id.in\",\"take\":true" "$patient"
    status_is 0 "all are fetched"
done
arrived() { # FROM TO: the same files, by their bytes, and each once
    (cd "$work/$1" && sha256sum ./* | cut -d' ' -f1 | sort) >"$work/left"
    (cd "$work/$2.in" && sha256sum ./* | cut -d' ' -f1 | sort) >"$work/right"
    same "$work/left" "$work/right" "what $1 sent is there, whole and once"
}
arrived "$a" "$b"
arrived "$b" "$a"
ok "nothing half is left" test -z "$(find "$work/$a.in" "$work/$b.in" -name '.*.part')"
cuts=$(grep -c bytes "$work/cuts")
ok "the line was cut at the server's bytes" grep -q server "$work/cuts"
echo "# cut $cuts times"
ok "it was cut often enough" test "$cuts" -ge $((${CUTS:-40} / 2))
sql operator "SELECT count(*), count(taken) FROM anjuan.bundle"
says "$((2 * ${BUNDLES:-24}))|$((2 * ${BUNDLES:-24}))" "the hub has each once, and that it was taken"
job "$a" send "$(cat "$work/$a.files")"
ok "saying it again sends nothing" test "$(grep -c '"state":"taken"' "$out")" = "${BUNDLES:-24}"
job "$b" fetch "\"folder\":\"$work/$b.in\",\"take\":true"
ok "and brings nothing" test "$(wc -l <"$out")" -eq 1
mkdir "$work/again"
job "$b" fetch "\"folder\":\"$work/again\",\"known\":[{\"peer\":\"$a\",\"epoch\":7,\"number\":$((${BUNDLES:-24} - 10))}]"
ok "a store that was put back is given what follows its last number" test "$(find "$work/again" -name '*.anjuan' | wc -l)" = 2

# ---- refused

echo "another bundle" >"$work/other"
job "$a" send "\"files\":[{\"path\":\"$work/other\",\"to\":\"$b\",\"epoch\":7,\"number\":3},{\"path\":\"$work/other\",\"to\":\"$b\",\"epoch\":7,\"number\":90000}]"
says '"fault":"other"' "other bytes under a number that was used"
says '"number":90000,"size":15,"file":1' "and the next one goes"
job "$a" send "\"files\":[{\"path\":\"$work/other\",\"to\":\"${a}0\",\"epoch\":7,\"number\":1}]"
says '"fault":"recipient"' "a recipient that is not there"
sql operator "UPDATE anjuan.station SET quota = 5 WHERE role = '$c'"
job "$c" send "\"files\":[{\"path\":\"$work/other\",\"to\":\"$b\",\"epoch\":7,\"number\":1}]"
says '"fault":"quota"' "more than may lie there"
sql operator "UPDATE anjuan.station SET quota = 50, monthly = 0 WHERE role = '$c'"
job "$c" send "\"files\":[{\"path\":\"$work/other\",\"to\":\"$b\",\"epoch\":7,\"number\":1}]"
says '"fault":"many"' "more bundles than a month has"
sql operator "SELECT count(*) FROM anjuan.bundle JOIN anjuan.station s ON s.id = sender WHERE role = '$c'"
says 0 "what is refused leaves no trace"
sql operator 'UPDATE anjuan.hub SET largest = 10'
job "$a" send "\"files\":[{\"path\":\"$work/other\",\"to\":\"$c\",\"epoch\":7,\"number\":1}]"
says '"fault":"large"' "larger than the hub takes"
sql operator 'UPDATE anjuan.hub SET largest = 1000000000'

# ---- what a station may

sql "$c" "SELECT count(*) FROM anjuan.waiting('{}', '{}', '{}', 100)"
says 0 "nobody is offered what is another's"
job "$b" status
says '"waiting":1,' "who it is for is"
id=$(hub_sql operator -c 'SELECT id FROM anjuan.bundle WHERE number = 90000')
for try in "SELECT anjuan.get($id, 0, 100)" "SELECT anjuan.put($id, 0, 'x')" "SELECT anjuan.finish($id)" \
    'SELECT * FROM anjuan.bundle' 'SELECT * FROM anjuan.body' 'SELECT * FROM anjuan.station' \
    'SELECT * FROM anjuan.hub' 'SELECT * FROM anjuan.held' \
    "SELECT anjuan.sweep('2030-01-01')" "SELECT anjuan.add_station('$c', '', 1, 1)" \
    "SELECT anjuan.open(1, '$b', 1, 1, 1, '')" 'SELECT * FROM pg_stat_activity' 'SELECT * FROM pg_roles' \
    'SELECT * FROM pg_locks' 'SELECT * FROM pg_stat_get_activity(NULL)' 'SELECT pg_get_userbyid(10)' \
    'SELECT * FROM pg_auth_members' 'SELECT * FROM pg_user' 'SELECT rolname FROM pg_authid' \
    'CREATE TEMP TABLE t ()' 'CREATE TABLE public.t ()' 'SELECT lo_create(0)' 'DO $$ BEGIN END $$' \
    'SET SESSION AUTHORIZATION operator' 'SET ROLE anjuan_hub' 'COPY anjuan.bundle TO STDOUT' \
    "SELECT pg_read_file('/etc/passwd')" 'CREATE ROLE x' 'CREATE SCHEMA x'; do
    sql "$c" "$try"
    ok "no station may: $try" test "$status" -ne 0
done
sql "$c" "SELECT anjuan.took(ARRAY[$id]::bigint[]), anjuan.damaged($id)"
says '0|f' "nor answer for another"
run hub_sql "$c" -d postgres -c 'SELECT 1'
complains 'permission denied' "nor look around in the next database"
sql operator "GRANT SELECT ON ALL TABLES IN SCHEMA anjuan TO anjuan_station"
sql "$c" 'SELECT (SELECT count(*) FROM anjuan.bundle) + (SELECT count(*) FROM anjuan.body)'
says 0 "behind the rights the policies stand"
sql "$b" 'SELECT count(*) > 1 FROM anjuan.body'
says t "which let through what is one's own"
sql operator "REVOKE SELECT ON ALL TABLES IN SCHEMA anjuan FROM anjuan_station"

# ---- damaged there, too old, closed

sql operator "UPDATE anjuan.body SET bytes = overlay(bytes PLACING 'x'::bytea FROM 4) WHERE bundle = $id"
mkdir "$work/b.in"
job "$b" fetch "\"folder\":\"$work/b.in\",\"take\":true"
says '"fault":"damaged"' "bytes that are not those of the digest are not taken"
ok "no file is made of them" test -z "$(find "$work/b.in" -type f)"
job "$a" send "\"files\":[{\"path\":\"$work/other\",\"to\":\"$b\",\"epoch\":7,\"number\":90000}]"
says '"state":"whole"' "and the sender sends them again"
sql operator "SELECT anjuan.sweep((now() + interval '3 months')::date)"
says 0 "what is kept stays"
sql operator "SELECT anjuan.sweep((now() + interval '4 months')::date)"
says 1 "months that are older go"
job "$b" fetch "\"folder\":\"$work/b.in\",\"take\":true"
says '"fault":"gone"' "a bundle whose bytes went is told of"
job "$a" send "$(cat "$work/$a.files")"
ok "what was taken is not sent again" test "$(grep -c '"state":"taken"' "$out")" = "${BUNDLES:-24}"
job operator close "\"station\":\"$c\""
status_is 0 "a station is closed"
job "$c" status
says '"fault":"sign-in"' "it comes in no more"
job operator status
says "\"station\":\"$c\"" "the operator sees who was there"
says '"open":[]' "and that no other database is open to stations"

ok "nothing that was said to the server is in its log" test -z "$(grep -E 'secret of|SELECT anjuan|STATEMENT' "$hub_in/log")"
finish
