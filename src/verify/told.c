/* Each member of the archive by its name; each batch of batches.json beside its records. */
#include "config.h"

#include "verify/told.h"

#include <string.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "verify/hash.h"

typedef struct Told {
    const Archive *archive;
    const json_t *records;
    Report *report;
} Told;

/* What stands there; "" where nothing does. */
static const char *word(const json_t *from, const char *key)
{
    const char *text = json_string_value(json_object_get(from, key));

    return text ? text : "";
}

/* The record of which the column has the text, in whatever of it length bytes are. */
static const json_t *find(const Told *told, const char *table, const char *column,
                          const char *text, size_t length)
{
    const json_t *one;
    size_t i;

    json_array_foreach(json_object_get(told->records, table), i, one)
    {
        const char *has = word(one, column);
        if (length && strlen(has) == length && strncmp(has, text, length) == 0)
            return one;
    }
    return NULL;
}

/* The record that another one refers to. */
static const json_t *follow(const Told *told, const json_t *from, const char *column,
                            const char *table)
{
    const char *uid = word(json_object_get(from, column), "row");

    return find(told, table, "uid", uid, strlen(uid));
}

/* ---- the members ---- */

/* Folders whose members are called by what names them. */
static const struct {
    const char *folder, *end;
    struct {
        const char *table, *column;
    } by[2];
} folders[] = {
    {"snapshots/", ".json", {{"approval", "uid"}}},
    {"knowledge/",
     ".json",
     {{"approval", "knowledge_version"}, {"batch", "knowledge_version"}}},
    {"copies/", "", {{"document", "file"}}},
};

static bool is_named(const Told *told, const char *name)
{
    for (size_t i = 0; i < COUNT_OF(folders); i++) {
        size_t begin = strlen(folders[i].folder), end = strlen(folders[i].end),
               n = strlen(name);
        if (n < begin + end || strncmp(name, folders[i].folder, begin) != 0 ||
            strcmp(name + n - end, folders[i].end) != 0)
            continue;
        for (size_t k = 0; k < COUNT_OF(folders[i].by) && folders[i].by[k].table; k++) {
            if (find(told, folders[i].by[k].table, folders[i].by[k].column, name + begin,
                     n - begin - end))
                return true;
        }
    }
    return false;
}

static bool is_part(const Told *told, const char *name)
{
    static const char *const parts[] = {"README.txt",   "journal.json",  "records.json",
                                        "batches.json", "manifest.json", "manifest.sig"};

    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (strcmp(name, parts[i]) == 0)
            return true;
    }
    return is_named(told, name);
}

static void check_parts(const Told *told)
{
    for (size_t i = 0; i < told->archive->n; i++) {
        const Member *member = &told->archive->members[i];
        if (archive_find(told->archive, member->name) != member)
            report_fault(told->report, 0, _("%s stands in the archive twice"), member->name);
        else if (!is_part(told, member->name))
            report_fault(told->report, 0, _("%s is no part of this dossier"), member->name);
    }
}

/* ---- numbers of people among the values ---- */

/* What a platform was told follows from a template, which nobody reads here; but a number as
 * long as an account, a card or a telephone has to stand in what was approved, in what the
 * batch took of the case, or in the template itself. */
enum { NUMBER_DIGITS = 11, GROUP_DIGITS = 4 };

typedef struct Sources {
    Bytes texts[3];
} Sources;

static Bytes text_of(const char *text)
{
    return (Bytes){(const unsigned char *)text, strlen(text)};
}

static Bytes member_bytes(const Told *told, const char *folder, const char *name)
{
    Buf path = BUF_INIT;
    buf_addf(&path, "%s%s.json", folder, name);
    const Member *member = archive_find(told->archive, path.data);

    buf_free(&path);
    return member ? (Bytes){member->bytes.at, member->bytes.n} : text_of("");
}

static bool stands_in(const Sources *sources, const char *number, size_t n)
{
    for (size_t i = 0; i < COUNT_OF(sources->texts); i++) {
        const Bytes *text = &sources->texts[i];
        for (size_t at = 0; at + n <= text->n; at++) {
            if (memcmp(text->at + at, number, n) == 0)
                return true;
        }
    }
    return false;
}

static size_t digits_at(const char *at)
{
    return strspn(at, "0123456789");
}

/* The next number, without the blanks by which it is set in groups of four; NULL: none. */
static const char *next_number(const char *at, Buf *out)
{
    at += strcspn(at, "0123456789");
    buf_clear(out);
    for (size_t n = digits_at(at); n; n = digits_at(at)) {
        buf_add_bytes(out, at, n);
        at += n;
        if (n != GROUP_DIGITS || *at != ' ' || !digits_at(at + 1))
            return at;
        at++;
    }
    return out->len ? at : NULL;
}

static bool has_numbers(const Sources *sources, const char *value)
{
    Buf folded = BUF_INIT, number = BUF_INIT;
    bool has = true;

    text_fold(&folded, value);
    for (const char *at = folded.data ? folded.data : "";
         has && (at = next_number(at, &number));)
        has = number.len < NUMBER_DIGITS || stands_in(sources, number.data, number.len);
    buf_free(&folded);
    buf_free(&number);
    return has;
}

static void check_values(const Told *told, const json_t *said, const Sources *sources)
{
    const json_t *one;
    size_t i;

    json_array_foreach(json_object_get(said, "values"), i, one)
    {
        if (!has_numbers(sources, word(one, "text")))
            report_fault(told->report, 0,
                         _("batches.json: batch %s, %s: such a number was neither approved "
                           "nor sent"),
                         word(said, "batch"), word(one, "column"));
    }
}

/* ---- the batches ---- */

typedef struct Same {
    const char *told, *column;
} Same;

static void compare(const Told *told, const json_t *said, const json_t *record,
                    const Same *same, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(word(said, same[i].told), word(record, same[i].column)) != 0)
            report_fault(told->report, 0,
                         _("batches.json: batch %s, %s: the records say otherwise"),
                         word(said, "batch"), same[i].told);
    }
}

static const json_t *said_of(const json_t *batches, const char *no)
{
    const json_t *one;
    size_t i;

    json_array_foreach(batches, i, one)
    {
        if (strcmp(word(one, "batch"), no) == 0)
            return one;
    }
    return NULL;
}

static void check_batch(const Told *told, const json_t *batches, const json_t *item,
                        const json_t *batch)
{
    static const Same of_batch[] = {{"at", "at"},
                                    {"by", "by_name"},
                                    {"platform", "platform"},
                                    {"template", "template"},
                                    {"file", "file"},
                                    {"sha256", "sha256"}},
                      of_case[] = {{"answered_at", "answered_at"},
                                   {"platform_no", "platform_no"},
                                   {"reason", "reason"}},
                      of_approval[] = {{"approved_at", "at"}},
                      of_approver[] = {{"approved_by", "display"}};
    const json_t *said = said_of(batches, word(batch, "no")),
                 *approval = follow(told, item, "approval_id", "approval");

    if (!said) {
        report_fault(told->report, 0, _("batches.json: batch %s is not in it"),
                     word(batch, "no"));
        return;
    }
    compare(told, said, batch, of_batch, COUNT_OF(of_batch));
    compare(told, said, item, of_case, COUNT_OF(of_case));
    compare(told, said, approval, of_approval, COUNT_OF(of_approval));
    compare(told, said, follow(told, approval, "approver", "user"), of_approver,
            COUNT_OF(of_approver));
    check_values(
        told, said,
        &(Sources){{text_of(word(item, "content")),
                    member_bytes(told, "snapshots/", word(approval, "uid")),
                    member_bytes(told, "knowledge/", word(batch, "knowledge_version"))}});
}

/* The same in each dossier: BLAKE2b-256 of the text in app/dossier.c. */
static const unsigned char readme[HASH] = {0xa7, 0x70, 0x9d, 0xcd, 0x80, 0xf9, 0xd1, 0xf0,
                                           0xa1, 0x20, 0xf8, 0x7d, 0x98, 0xea, 0x39, 0xf9,
                                           0x35, 0xe6, 0xa9, 0x6e, 0xf9, 0xb5, 0xaa, 0x4c,
                                           0xa1, 0x79, 0x89, 0xb4, 0x89, 0x8c, 0x8b, 0xf5};

static void check_readme(const Told *told)
{
    const Member *member = archive_find(told->archive, "README.txt");
    unsigned char digest[HASH];

    if (!member)
        return;
    hash_of(member->bytes.at, member->bytes.n, digest);
    if (memcmp(digest, readme, HASH) != 0)
        report_fault(told->report, 0, _("README.txt is not what a dossier says of itself"));
}

static void check_batches(const Told *told)
{
    const Member *member = archive_find(told->archive, "batches.json");
    json_t *all = member ? json_loadb((const char *)member->bytes.at, member->bytes.n,
                                      JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL)
                         : NULL;
    const json_t *batches = json_object_get(all, "batches"), *item;
    size_t i, n = 0;

    if (!json_is_array(batches))
        report_fault(told->report, 0, _("%s is missing, or cannot be read"), "batches.json");
    json_array_foreach(json_object_get(told->records, "batch_case"), i, item)
    {
        const json_t *batch = follow(told, item, "batch_id", "batch");
        if (json_is_array(batches) && strcmp(word(batch, "state"), "written") == 0) {
            check_batch(told, batches, item, batch);
            n++;
        }
    }
    if (json_is_array(batches) && json_array_size(batches) != n)
        report_fault(told->report, 0,
                     _("batches.json tells of another number of batches than the records"));
    json_decref(all);
}

void told_check(const Archive *archive, const json_t *records, Report *report)
{
    const Told told = {archive, records, report};

    check_parts(&told);
    check_batches(&told);
    check_readme(&told);
    report_unseen(report, _("whether the file of each batch is what was approved"));
    report_unseen(report, _("what each batch told of the case, but for long numbers in it "
                            "(batches.json)"));
}
