# For scripts that need a store with people in it, sourced after lib.sh: makes $store with zhou and
# sun (supervisors), lin (social worker), he (adviser), qian (auditor) and admin.
#
#   as NAME ARG...   runs the program as that person

store=$work/store.db

secret() {
    printf '%s\n' "long enough for $1" >"$work/$1.secret"
}

as() {
    as_name=$1
    shift
    anjuan --store "$store" --as "$as_name" --passphrase-file "$work/$as_name.secret" "$@"
}

secret zhou
anjuan --store "$store" init --org '练习医院é' --station T1 --supervisor zhou \
    --new-passphrase-file "$work/zhou.secret"
status_is 0 "init makes a store"
for person in sun:supervisor lin:social_worker he:adviser qian:auditor admin:administrator; do
    secret "${person%:*}"
    as zhou user add "${person%:*}" --role "${person#*:}" --display "${person%:*} 先生" \
        --new-passphrase-file "$work/${person%:*}.secret"
    status_is 0 "zhou adds $person"
done
