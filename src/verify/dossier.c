/* The members against the manifest and its signature; then the groups, and what they come to
 * against the records. */
#include "config.h"

#include "verify/dossier.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "seal/person.h"
#include "verify/archive.h"
#include "verify/check.h"
#include "verify/hash.h"
#include "verify/json.h"
#include "verify/made.h"
#include "verify/texts.h"
#include "verify/told.h"

typedef struct Dossier {
    Report *report;
    Arena *arena, *group; /* group: of one at a time */
    Archive archive;
    json_t *manifest, *journal, *records;
    unsigned char case_uid[UID];
    int64_t erased; /* the event that erased the case; 0: none */
    Check *check;
    MadeColumns *columns;
} Dossier;

/* ---- manifest ---- */

static void check_member(Dossier *d, const json_t *told, const Member *member)
{
    unsigned char sha[crypto_hash_sha256_BYTES], blake[HASH];
    const char *name = json_string_value(json_object_get(told, "name"));
    Bytes sha_told = json_hex_of(d->arena, told, "sha256"),
          blake_told = json_hex_of(d->arena, told, "blake2b");

    if (!name || strcmp(name, member->name) != 0) {
        report_fault(d->report, 0, _("%s is not what the manifest has in its place"),
                     member->name);
        return;
    }
    crypto_hash_sha256(sha, member->bytes.at, member->bytes.n);
    hash_of(member->bytes.at, member->bytes.n, blake);
    if (json_integer_value(json_object_get(told, "bytes")) != (json_int_t)member->bytes.n ||
        sha_told.n != sizeof(sha) || memcmp(sha, sha_told.at, sizeof(sha)) != 0 ||
        blake_told.n != HASH || memcmp(blake, blake_told.at, HASH) != 0)
        report_fault(d->report, 0, _("%s is not what the manifest says: it was changed"), name);
}

static void check_members(Dossier *d)
{
    const json_t *list = json_object_get(d->manifest, "members");
    size_t n = json_array_size(list);

    if (n + 2 != d->archive.n || strcmp(d->archive.members[n].name, "manifest.json") != 0 ||
        strcmp(d->archive.members[n + 1].name, "manifest.sig") != 0) {
        report_fault(d->report, 0, _("The archive does not hold what its manifest lists"));
        return;
    }
    for (size_t i = 0; i < n; i++)
        check_member(d, json_array_get(list, i), &d->archive.members[i]);
}

static void check_signature(Dossier *d, const Member *manifest, const Member *signature)
{
    static const char begins[] = "anjuan dossier 1";
    unsigned char bytes[sizeof(begins) - 1 + HASH];
    Bytes sign = json_hex_of(d->arena, d->manifest, "sign");

    memcpy(bytes, begins, sizeof(begins) - 1);
    hash_of(manifest->bytes.at, manifest->bytes.n, bytes + sizeof(begins) - 1);
    if (sign.n != PERSON_PUBLIC || signature->bytes.n != PERSON_SIGNATURE ||
        !person_check(sign.at, bytes, sizeof(bytes), signature->bytes.at))
        report_fault(d->report, 0,
                     _("The manifest is not signed by the key that it names: it was changed"));
    else
        d->report->signatures++;
}

static json_t *load(Dossier *d, const char *name)
{
    const Member *member = archive_find(&d->archive, name);
    json_t *made = member ? json_loadb((const char *)member->bytes.at, member->bytes.n,
                                       JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL)
                          : NULL;

    if (!json_is_object(made))
        report_fault(d->report, 0, _("%s is missing, or cannot be read"), name);
    return made;
}

static bool open_manifest(Dossier *d)
{
    const Member *manifest = archive_find(&d->archive, "manifest.json"),
                 *signature = archive_find(&d->archive, "manifest.sig");

    d->manifest = load(d, "manifest.json");
    if (!json_is_object(d->manifest) || !signature) {
        if (!signature)
            report_fault(d->report, 0, _("%s is missing, or cannot be read"), "manifest.sig");
        return false;
    }
    if (!json_is_string(json_object_get(d->manifest, "format")) ||
        strcmp(json_string_value(json_object_get(d->manifest, "format")), "anjuan dossier 1") !=
            0)
        report_fault(d->report, 0,
                     _("This is a dossier of a form that this program does not know"));
    check_members(d);
    check_signature(d, manifest, signature);
    return true;
}

/* ---- groups ---- */

static Value read_value(Dossier *d, const json_t *from)
{
    static const struct {
        const char *key;
        ValueType type;
    } kinds[] = {{"row", VALUE_ROW},
                 {"bytes", VALUE_BYTES},
                 {"secret", VALUE_SECRET},
                 {"erased", VALUE_ERASED},
                 {"closed", VALUE_CLOSED}};
    Value value = {.type = VALUE_EMPTY};
    const json_t *text = json_object_get(from, "text"), *number = json_object_get(from, "int");
    Bytes salt = json_hex_of(d->group, from, "salt");

    if (json_is_integer(number)) {
        value.type = VALUE_INT;
        value.number = json_integer_value(number);
    } else if (json_is_string(text)) {
        value.type = VALUE_TEXT;
        value.bytes = json_text_of(text);
    }
    for (size_t i = 0; value.type == VALUE_EMPTY && i < sizeof(kinds) / sizeof(*kinds); i++) {
        Bytes bytes = json_hex_of(d->group, from, kinds[i].key);
        if (!bytes.at)
            continue;
        value.type = kinds[i].type;
        value.bytes = bytes;
        if (value.type >= VALUE_SECRET)
            value.digest = bytes.n == HASH ? bytes.at : NULL;
    }
    if (value.type == VALUE_ROW && value.bytes.n != UID)
        value.type = VALUE_BYTES;
    value.salt = salt.n == SALT ? salt.at : NULL;
    return value;
}

static Row read_row(Dossier *d, const json_t *from)
{
    static const unsigned char nobody[UID];
    const json_t *columns = json_object_get(from, "columns"), *one;
    const char *op = json_string_value(json_object_get(from, "op")),
               *table = json_string_value(json_object_get(from, "table"));
    Bytes uid = json_hex_of(d->group, from, "row");
    Row row = {.op = op ? op : "", .table = table ? table : "", .n = json_array_size(columns)};
    size_t i;

    row.uid = uid.n == UID ? uid.at : nobody;
    row.columns = arena_alloc(d->group, (row.n + 1) * sizeof(Column));
    json_array_foreach(columns, i, one)
    {
        const char *name = json_string_value(json_object_get(one, "name"));
        row.columns[i] = (Column){.name = name ? name : "",
                                  .before = read_value(d, json_object_get(one, "before")),
                                  .after = read_value(d, json_object_get(one, "after"))};
    }
    return row;
}

static Bytes sized(Dossier *d, const json_t *from, const char *key, size_t n)
{
    Bytes bytes = json_hex_of(d->group, from, key);

    return bytes.n == n ? bytes : (Bytes){NULL, 0};
}

static bool is_of_case(const Dossier *d, Bytes uid)
{
    return uid.n == UID && memcmp(uid.at, d->case_uid, UID) == 0;
}

/* The last event that erased the case: what came before it may have gone. */
static void find_erasure(Dossier *d)
{
    const json_t *group;
    size_t i;

    json_array_foreach(json_object_get(d->journal, "groups"), i, group)
    {
        if (is_of_case(d, sized(d, group, "case", UID)) &&
            bytes_are(json_text_of(json_object_get(group, "kind")), "erase"))
            d->erased = json_integer_value(json_object_get(group, "position"));
    }
    arena_reset(d->group);
}

static void read_group(Dossier *d, const json_t *from)
{
    const json_t *changes = json_object_get(from, "changes"), *one;
    Group group = {.position = json_integer_value(json_object_get(from, "position")),
                   .content = json_integer_value(json_object_get(from, "content")),
                   .uid = sized(d, from, "uid", UID),
                   .at = json_text_of(json_object_get(from, "at")),
                   .station = json_text_of(json_object_get(from, "station")),
                   .kind = json_text_of(json_object_get(from, "kind")),
                   .verb = json_text_of(json_object_get(from, "verb")),
                   .message = json_text_of(json_object_get(from, "message")),
                   .message_salt = sized(d, from, "message_salt", SALT),
                   .message_digest = sized(d, from, "message_digest", HASH),
                   .person = sized(d, from, "person", UID),
                   .person_name = json_text_of(json_object_get(from, "person_name")),
                   .case_uid = sized(d, from, "case", UID),
                   .undoes = sized(d, from, "undoes", UID),
                   .before = sized(d, from, "before", HASH),
                   .g = sized(d, from, "g", HASH),
                   .store_before = sized(d, from, "store_before", HASH),
                   .people = sized(d, from, "people", HASH),
                   .signer = sized(d, from, "signer", UID),
                   .signature = sized(d, from, "signature", SIGNATURE),
                   .signed_at = sized(d, from, "signed_at", SIGNED_AT)};
    size_t i;

    group.n = json_array_size(changes);
    group.rows = arena_alloc(d->group, (group.n + 1) * sizeof(Row));
    group.foreign = group.case_uid.at && !is_of_case(d, group.case_uid);
    group.erasable = !group.foreign && group.position < d->erased;
    json_array_foreach(changes, i, one)
    {
        group.rows[i] = read_row(d, one);
        group.rows[i].taken = group.erasable;
    }
    check_group(d->check, &group);
    arena_reset(d->group);
}

/* ---- records ---- */

static Value record_value(Dossier *d, const json_t *from)
{
    const Member *member;
    Bytes bytes;

    if (json_is_integer(from))
        return (Value){.type = VALUE_INT, .number = json_integer_value(from)};
    if (json_is_string(from))
        return (Value){.type = VALUE_TEXT, .bytes = json_text_of(from)};
    bytes = json_hex_of(d->group, from, "row");
    if (bytes.n == UID)
        return (Value){.type = VALUE_ROW, .bytes = bytes};
    if (json_is_string(json_object_get(from, "member"))) {
        member = archive_find(&d->archive, json_string_value(json_object_get(from, "member")));
        return (Value){.type = VALUE_TEXT,
                       .bytes = member ? member->bytes : (Bytes){(const unsigned char *)"", 0}};
    }
    return (Value){.type = VALUE_BYTES, .bytes = json_hex_of(d->group, from, "bytes")};
}

static void check_record(Dossier *d, const char *table, json_t *record)
{
    Replay *replay = check_replay(d->check);
    Bytes uid = json_hex_of(d->group, record, "uid");
    const char *column;
    json_t *one;

    if (uid.n != UID) {
        report_fault(d->report, 0, _("A record of %s has no uid"), table);
        return;
    }
    replay_record(replay, table, uid.at, 0, d->report);
    json_object_foreach(record, column, one)
    {
        Value value = record_value(d, one);
        const char *named = arena_printf(d->group, "%s.%s", table, column), *literal;
        if (!made_column(d->columns, named, &literal))
            report_fault(d->report, 0,
                         _("records.json: %s is no column that this program knows; the "
                           "anjuan-verify of the version that made the dossier may"),
                         named);
        else if (strcmp(column, "uid") != 0)
            replay_column(replay, column, &value, literal, d->report);
    }
    replay_record_end(replay, d->report);
    arena_reset(d->group);
}

/* What a column has where the history says nothing of it is the schema's to say. */
static void check_defaults(Dossier *d)
{
    const char *named, *literal;
    json_t *one;

    json_object_foreach(json_object_get(d->records, "defaults"), named, one)
    {
        const char *told = json_string_value(one);
        if (!made_column(d->columns, named, &literal) || !literal || !told ||
            strcmp(told, literal) != 0)
            report_fault(d->report, 0,
                         _("records.json: %s has another default than in a store"), named);
    }
}

static void check_records(Dossier *d)
{
    const char *table;
    json_t *list, *one;
    size_t i;

    check_defaults(d);
    json_object_foreach(json_object_get(d->records, "records"), table, list)
    {
        json_array_foreach(list, i, one) check_record(d, table, one);
    }
    replay_end(check_replay(d->check), d->report);
}

static void check_copies(Dossier *d)
{
    const json_t *documents =
                     json_object_get(json_object_get(d->records, "records"), "document"),
                 *one;
    size_t i;

    if (!json_is_true(json_object_get(d->manifest, "copies")))
        return;
    json_array_foreach(documents, i, one)
    {
        const char *file = json_string_value(json_object_get(one, "file"));
        if (file && !archive_find(&d->archive, arena_printf(d->arena, "copies/%s", file)))
            report_fault(d->report, 0, _("The copy %s is named by a document and is not there"),
                         file);
    }
}

/* Members that are called by what they hold. */
static void check_named(Dossier *d)
{
    for (size_t i = 0; i < d->archive.n; i++) {
        const Member *member = &d->archive.members[i];
        const char *name = member->name;
        unsigned char sha[crypto_hash_sha256_BYTES];
        char hex[2 * sizeof(sha) + 1];
        if (strncmp(name, "copies/", 7) == 0) {
            crypto_hash_sha256(sha, member->bytes.at, member->bytes.n);
            sodium_bin2hex(hex, sizeof(hex), sha, sizeof(sha));
            if (strcmp(hex, name + 7) != 0)
                report_fault(d->report, 0, _("%s is not what its name says"), name);
            d->report->copies++;
        } else if (strncmp(name, "knowledge/", 10) == 0) {
            size_t n = strcspn(name + 10, ".");
            if (!texts_are(member->bytes, (Bytes){(const unsigned char *)name + 10, n}))
                report_fault(d->report, 0, _("%s is not what its name says"), name);
        }
    }
}

/* ---- all of it ---- */

static bool find_case(Dossier *d)
{
    const json_t *cases = json_object_get(json_object_get(d->records, "records"), "case_file"),
                 *one = json_array_get(cases, 0);
    const char *no = json_string_value(json_object_get(one, "no")),
               *told = json_string_value(json_object_get(d->manifest, "case"));
    Bytes uid = json_hex_of(d->arena, one, "uid");

    if (json_array_size(cases) != 1 || uid.n != UID || !no || !told || strcmp(no, told) != 0) {
        report_fault(d->report, 0,
                     _("The records are not those of the one case that the manifest names"));
        return false;
    }
    memcpy(d->case_uid, uid.at, UID);
    return true;
}

static void check_end(Dossier *d)
{
    Bytes signer = json_hex_of(d->arena, d->manifest, "signer"),
          sign = json_hex_of(d->arena, d->manifest, "sign"),
          people = json_hex_of(d->arena, d->manifest, "people");
    const unsigned char *station = signer.n == UID ? check_station(d->check, signer.at) : NULL;

    if (!station || sign.n != PERSON_PUBLIC || memcmp(station, sign.at, PERSON_PUBLIC) != 0)
        report_fault(d->report, 0,
                     _("The manifest is signed by a key that is not this station's"));
    if (people.n != HASH || memcmp(people.at, check_people(d->check), HASH) != 0)
        report_fault(
            d->report, 0,
            _("The last event about people is missing, or is not the one that the manifest "
              "names"));
}

static Bytes approved_text(void *ctx, const unsigned char *uid)
{
    Dossier *d = ctx;
    char hex[2 * UID + 1];
    const Member *member;

    sodium_bin2hex(hex, sizeof(hex), uid, UID);
    member = archive_find(&d->archive, arena_printf(d->group, "snapshots/%s.json", hex));
    return member ? member->bytes : (Bytes){NULL, 0};
}

static void check_content(Dossier *d)
{
    const ApprovedTexts texts = {approved_text, d};
    const json_t *one;
    Err err = {0};
    size_t i;

    d->columns = made_columns(&err);
    if (!d->columns) {
        report_fault(d->report, 0, "%s", err.text);
        return;
    }
    d->journal = load(d, "journal.json");
    d->records = load(d, "records.json");
    if (!json_is_object(d->journal) || !json_is_object(d->records) || !find_case(d))
        return;
    d->check = check_new(d->case_uid, &texts, d->report);
    find_erasure(d);
    json_array_foreach(json_object_get(d->journal, "groups"), i, one) read_group(d, one);
    check_over(d->check);
    check_end(d);
    check_records(d);
    check_copies(d);
    check_named(d);
    told_check(&d->archive, json_object_get(d->records, "records"), d->report);
    check_free(d->check);
}

void verify_dossier(const Buf *file, Report *report)
{
    Dossier d = {.report = report, .arena = arena_new(), .group = arena_new()};

    if (archive_read(file, d.arena, &d.archive, report) && open_manifest(&d))
        check_content(&d);
    made_columns_free(d.columns);
    json_decref(d.manifest);
    json_decref(d.journal);
    json_decref(d.records);
    arena_free(d.group);
    arena_free(d.arena);
}
