/* All papers are made in a hidden folder and moved into place together; a draft of the
 * statement goes behind the story that is there. */
#include "config.h"

#include "app/papers.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/backup.h"
#include "app/case.h"
#include "app/discard.h"
#include "app/erase.h"
#include "app/history.h"
#include "app/inner.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "exchange/paper_pdf.h"
#include "exchange/papers.h"
#include "exchange/portable.h"
#include "store/digest.h"

enum { WORDS = 18, PAPER_MAX = 64 << 20 };

/* What the hidden folder inside one with other files is named for. */
static const char papers_temp[] = "anjuan-papers";

/* Always in the language of the papers. */
static const char *paper_word(const Session *session, const char *code)
{
    const CodeTable *table = codes_table(session_fields(session)->codes, "paper_word");
    const CodeEntry *entry = table ? code_find(table, code) : NULL;
    return entry ? code_text(entry, "zh_CN") : code;
}

static bool name_head(Session *session, Buf *out, Err *err)
{
    StoreHead head;
    bool has;
    if (!app_head(session, &has, &head, err))
        return false;
    if (has)
        buf_addf(out, "%s　%s", head.day, head.words);
    else
        buf_add(out, paper_word(session, "first_day"));
    return true;
}

/* Of the case's contents, as "show --out" writes them: whoever has both can compare. */
static void name_digest(const CaseFile *file, char out[DIGEST_HEX + 1])
{
    enum { SHOWN = 16 };
    Buf text = BUF_INIT;
    portable_write(file, &text);
    digest_sha256(text.data, text.len, out);
    out[SHOWN] = '\0';
    buf_free(&text);
}

/* What stands on its certificate; all of it empty for a case that was not erased. That this
 * could not be read is no answer: the ordinary papers of an erased case would tell that nothing
 * is left. */
static bool ask_erased(Session *session, const CaseFile *file, Arena *arena, Erased *out,
                       Err *err)
{
    Err why = {0};
    if (app_case_erased(session, case_head_of(file)->no, arena, out, &why) ||
        why.kind == ERR_NOT_FOUND)
        return true;
    *err = why;
    return false;
}

/* Nothing was asked where the day had come: no blank to fill in by hand. */
static const char *or_dash(const Erased *erased, const char *text)
{
    return !erased->at ? NULL : text && *text ? text : "—";
}

static bool make_texts(Session *session, const CaseFile *file, const char *kind,
                       const char *only, const Erased *erased, const char *blank, Arena *arena,
                       Paper **papers, size_t *n, Err *err)
{
    char today[DAY_TEXT];
    char digest[DIGEST_HEX + 1];
    Buf head = BUF_INIT;
    day_format(session_today(session), today);
    name_digest(file, digest);
    const char *stations = "";
    if (!name_head(session, &head, err) ||
        (erased->at &&
         !app_erase_stations(session, case_head_of(file)->id, arena, &stations, err))) {
        buf_free(&head);
        return false;
    }
    const PaperWord words[WORDS + 1] = {
        {"organisation", session_organisation(session)},
        {"station", session_station(session)},
        {"worker", session_user(session)->display},
        {"today", today},
        {"no", case_head_of(file)->no},
        {"head", head.data},
        {"digest", digest},
        {"erased_on", erased->at ? arena_printf(arena, "%.10s", erased->at) : NULL},
        {"erased_by", erased->by},
        {"ground", paper_word(session, erased->requested ? "request" : "day")},
        {"reason", erased->reason},
        {"asked_on", or_dash(erased, erased->asked_on)},
        {"asked_as", or_dash(erased, app_erased_as(session, erased, "zh_CN"))},
        {"asked_how", or_dash(erased, app_erased_how(session, erased, "zh_CN"))},
        {"answered_on", or_dash(erased, erased->answered_on)},
        {"others", or_dash(erased, erased->others)},
        {"stations", or_dash(erased, stations)},
        {"batches",
         erased->at ? arena_printf(arena, "%lld", (long long)erased->batches) : NULL},
    };
    const PaperOptions options = {.kind = kind, .blank = blank, .words = words, .only = only};
    struct Facts *facts = session_facts(session, err);
    bool done = facts && facts_stage(facts, &file, 1, err) &&
                papers_make(facts, file, &options, arena, papers, n, err);
    buf_free(&head);
    return done;
}

/* ---- papers ---- */

/* The folder's: texts, their workbook, and where this machine can make one the PDF. */
typedef struct PaperFile {
    const char *name, *path;
    bool same;     /* what is there already has the same bytes */
    bool replaces; /* or other ones */
    bool moved;
} PaperFile;

/* What is made, and where. */
typedef struct PaperSet {
    Session *session;
    const CaseFile *file;
    const PaperOrder *order;
    Arena *arena;
    const Paper *papers;
    size_t n;
    PaperFile *files; /* one a paper, the workbook, the PDF */
    size_t n_files;   /* without the PDF where there is none */
    const char *no_pdf;
    bool lacking;    /* it is a sign that no font has; papers without it are printed */
    bool in_the_way; /* a file that is there is another one, and replacing was not asked for */
} PaperSet;

/* ---- signs that no font has ---- */

/* The first of the signs that the text has; NULL: none. */
static const char *sign_in(const char *text, const char *signs, size_t *bytes)
{
    for (const char *at = signs; text && *at; at += *bytes) {
        text_rune(at, bytes);
        char one[8] = {0};
        memcpy(one, at, *bytes < sizeof(one) ? *bytes : sizeof(one) - 1);
        if (strstr(text, one))
            return at;
    }
    return NULL;
}

static bool paper_lacks(const Paper *paper, const char *signs)
{
    size_t bytes;
    bool lacks = sign_in(paper->title, signs, &bytes) != NULL;
    for (size_t i = 0; !lacks && i < paper->n; i++)
        lacks = sign_in(paper->parts[i].text, signs, &bytes) != NULL;
    return lacks;
}

/* "Patient, Name: X (U+NNNN)", each field once. */
static void name_fields(const CaseFile *file, const char *signs, Arena *arena, Buf *out)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        const RecordDef *record = catalog_record(field->record);
        for (size_t row = 0; row < case_rows(file, field->record); row++) {
            size_t bytes, n;
            const char *sign = sign_in(case_get(file, field->id, row), signs, &bytes);
            if (!sign)
                continue;
            /* TRANSLATORS: where and which field: "Patient, phone" */
            const char *where =
                arena_printf(arena, _("%s, %s"), _(record->label), _(field->label));
            buf_add(out, out->len ? _(", ") : "");
            buf_addf(out, _("%s: %.*s (U+%04X)"), where, (int)bytes, sign, text_rune(sign, &n));
            break;
        }
    }
}

/* The papers that can be printed are; which are left out, and for what, is said. */
static bool print_others(PaperSet *set, const PaperBook *book, const char *path,
                         const char *signs, Err *err)
{
    Paper *left = arena_alloc(set->arena, (set->n + 1) * sizeof(*left));
    PaperBook others = *book;
    Buf fields = BUF_INIT, out = BUF_INIT, missing = BUF_INIT;
    size_t bytes;
    others.papers = left;
    others.n = 0;
    for (size_t i = 0; i < set->n; i++) {
        if (paper_lacks(&set->papers[i], signs))
            buf_addf(&out, "%s%s", out.len ? _(", ") : "", set->papers[i].title);
        else
            left[others.n++] = set->papers[i];
    }
    bool made = others.n && others.n < set->n && !sign_in(book->organisation, signs, &bytes) &&
                paper_pdf(&others, path, &missing, err);
    name_fields(set->file, signs, set->arena, &fields);
    set->no_pdf =
        made ? arena_printf(set->arena,
                            _("The PDF lacks %s: no font here has %s; install fonts-hanazono, "
                              "or write another sign"),
                            out.data, fields.len ? fields.data : signs)
             : arena_printf(set->arena,
                            _("No PDF was made: no font here has %s; install fonts-hanazono, "
                              "or write another sign"),
                            fields.len ? fields.data : signs);
    buf_free(&missing);
    buf_free(&out);
    buf_free(&fields);
    return made;
}

/* That this machine cannot make one is no fault of the others. */
static bool write_pdf(PaperSet *set, const PaperBook *book, const char *folder, Err *err)
{
    char *path = path_join(folder, set->files[set->n + 1].name);
    Err why = {0};
    Buf missing = BUF_INIT;
    bool made = paper_pdf(book, path, &missing, &why), none = !made;
    if (none && why.kind == ERR_NOT_FOUND)
        set->no_pdf = arena_text(set->arena, why.text);
    else if (none)
        *err = why;
    set->lacking = missing.len > 0;
    if (set->lacking)
        made = print_others(set, book, path, missing.data, &why);
    buf_free(&missing);
    free(path);
    set->n_files = set->n + 1 + made;
    return made || set->no_pdf;
}

static bool write_all(PaperSet *set, const char *folder, Err *err)
{
    const char *stamp =
        session_practice(set->session) ? paper_word(set->session, "practice") : NULL;
    const PaperBook book = {.papers = set->papers,
                            .n = set->n,
                            .stamp = stamp,
                            .footer = case_head_of(set->file)->no,
                            .organisation = session_organisation(set->session),
                            .on = session_today(set->session)};
    char *path = path_join(folder, set->files[set->n].name);
    bool done = paper_book(&book, path, err);
    free(path);
    for (size_t i = 0; done && i < set->n; i++) {
        Buf text = BUF_INIT;
        path = path_join(folder, set->files[i].name);
        paper_text(&set->papers[i], stamp, &text);
        done = path_write(path, text.data, text.len, err);
        free(path);
        buf_free(&text);
    }
    return done && write_pdf(set, &book, folder, err);
}

static bool same_bytes(const char *a, const char *b)
{
    Buf one = BUF_INIT, other = BUF_INIT;
    bool same = path_read(a, PAPER_MAX, &one, NULL) && path_read(b, PAPER_MAX, &other, NULL) &&
                one.len == other.len && memcmp(one.data, other.data, one.len) == 0;
    buf_free(&one);
    buf_free(&other);
    return same;
}

/* A file that is there with these very bytes is one of an earlier run, which may have been cut
 * off: so the same command can be given again. */
static bool look_at_existing(PaperSet *set, const char *made, Err *err)
{
    PaperFile *files = set->files;
    for (size_t i = 0; i < set->n_files; i++) {
        char *fresh = path_join(made, files[i].name);
        bool there = path_exists(files[i].path);
        files[i].same = there && same_bytes(fresh, files[i].path);
        files[i].replaces = there && !files[i].same;
        free(fresh);
        set->in_the_way = files[i].replaces && !set->order->replace;
        if (set->in_the_way)
            return err_set(err, ERR_REFUSED,
                           _("%s is there already; name another folder, or ask for its "
                             "replacement"),
                           files[i].path);
        if (files[i].replaces && !path_may_replace(files[i].path, err))
            return false;
    }
    return true;
}

/* What was there before cannot be brought back: then some are new, and that is said. */
static bool take_back(const PaperFile *files, size_t n, Err *err)
{
    bool some = false;
    for (size_t i = 0; i < n; i++) {
        if (files[i].moved && !files[i].replaces)
            unlink(files[i].path);
        some = some || (files[i].moved && files[i].replaces);
    }
    return some ? err_wrap(err, _("Some of the papers were replaced and some not; do it again"))
                : false;
}

static bool move_all(PaperFile *files, size_t n, const char *made, Err *err)
{
    for (size_t i = 0; i < n; i++) {
        if (files[i].same)
            continue;
        char *fresh = path_join(made, files[i].name);
        bool done = path_commit(fresh, files[i].path, err);
        files[i].moved = done || access(fresh, F_OK) != 0;
        free(fresh);
        if (!done)
            return take_back(files, n, err);
    }
    return true;
}

/* One of an earlier run says what the new texts may not say any more. */
static bool drop_older_pdf(const PaperSet *set, Err *err)
{
    const char *path = set->files[set->n + 1].path;
    if (set->n_files > set->n + 1 || !set->order->replace || !path_exists(path))
        return true;
    return path_may_replace(path, err) &&
           (unlink(path) == 0 ||
            err_set(err, ERR_IO, _("%s: cannot be removed: %s"), path, i18n_errno(errno)));
}

/* Into a folder that is there: all are made in a hidden one inside it first. */
static bool write_beside_others(PaperSet *set, Err *err)
{
    const char *folder = set->order->folder;
    char *inside = NULL, *made = NULL;
    bool done = false;
    if (!path_make_folder(folder, err))
        return false;
    if (access(folder, W_OK | X_OK) != 0)
        return err_set(err, ERR_IO, _("%s: files cannot be made in this folder: %s"), folder,
                       i18n_errno(errno));
    path_sweep(folder, papers_temp);
    inside = path_join(folder, papers_temp);
    made = path_temp_folder(inside, err);
    done = made && write_all(set, made, err) && look_at_existing(set, made, err) &&
           move_all(set->files, set->n_files, made, err) && drop_older_pdf(set, err);
    if (!done && made)
        err_rename(err, made, folder);
    if (made)
        path_drop(made);
    free(made);
    free(inside);
    return done;
}

/* The folder with all of them is there at once, or not at all. */
static bool write_folder(PaperSet *set, Err *err)
{
    const char *folder = set->order->folder;
    char *parent = path_folder(folder), *name = path_name(folder), *made = NULL;
    bool done = false;
    if (!path_make_folder(parent, err))
        goto out;
    path_sweep(parent, name);
    made = path_temp_folder(folder, err);
    if (!made)
        goto out;
    done = write_all(set, made, err);
    if (done) {
        done = path_commit_new(made, folder, err);
    } else {
        err_rename(err, made, folder);
        path_drop(made);
    }
out:
    free(made);
    free(name);
    free(parent);
    return done;
}

/* One that was asked for by itself does not stand in the way of all the others. */
static void name_files(PaperSet *set)
{
    const char *no = case_head_of(set->file)->no,
               *all = set->order->only && set->n == 1 ? set->papers[0].name : "papers";
    set->files = arena_alloc(set->arena, (set->n + 2) * sizeof(*set->files));
    for (size_t i = 0; i < set->n + 2; i++) {
        const char *name =
            i < set->n
                ? arena_printf(set->arena, "%s-%s.txt", no, set->papers[i].name)
                : arena_printf(set->arena, "%s-%s.%s", no, all, i == set->n ? "xlsx" : "pdf");
        char *path = path_join(set->order->folder, name);
        set->files[i] = (PaperFile){.name = name, .path = arena_dup(set->arena, path)};
        free(path);
    }
}

static bool is_of_set(const PaperSet *set, const char *name)
{
    bool found = false;
    for (size_t i = 0; i < set->n_files && !found; i++)
        found = strcmp(set->files[i].name, name) == 0;
    return found;
}

/* Papers of this case by their names, of a run that made others: they tell of the person, and
 * may say what is not so any more. They are told of, and the person's to remove. */
static size_t count_older(const PaperSet *set)
{
    static const char *const kinds[] = {".txt", ".pdf", ".xlsx"};
    const char *no = case_head_of(set->file)->no;
    size_t len = strlen(no), found = 0;
    DIR *dir = set->order->only ? NULL : opendir(set->order->folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        const char *dot = strrchr(entry->d_name, '.');
        bool paper = false;
        for (size_t i = 0; dot && i < COUNT_OF(kinds); i++)
            paper = paper || strcmp(dot, kinds[i]) == 0;
        found += paper && strncmp(entry->d_name, no, len) == 0 && entry->d_name[len] == '-' &&
                 !is_of_set(set, entry->d_name);
    }
    if (dir)
        closedir(dir);
    return found;
}

const char *papers_older_words(size_t n, const char *folder, Arena *arena)
{
    return arena_printf(arena,
                        /* TRANSLATORS: how many files, a folder. */
                        ngettext("%zu older paper of the case lies in %s, readable by whoever "
                                 "opens it; remove it if it is not needed",
                                 "%zu older papers of the case lie in %s, readable by whoever "
                                 "opens them; remove them if they are not needed",
                                 (unsigned long)n),
                        n, folder);
}

static void tell_made(const PaperSet *set, PapersMade *out)
{
    *out = (PapersMade){.n = set->n_files,
                        .no_pdf = set->no_pdf,
                        .lacking = set->lacking,
                        .older = count_older(set)};
    out->files = arena_alloc(set->arena, (set->n_files + 1) * sizeof(*out->files));
    for (size_t i = 0; i < set->n_files; i++)
        out->files[i] = set->files[i].path;
}

bool app_papers_list(Session *session, const CaseFile *file, Arena *arena, PaperChoice **out,
                     size_t *n, Err *err)
{
    Erased erased;
    if (!ask_erased(session, file, arena, &erased, err))
        return false;
    struct Facts *facts = session_facts(session, err);
    return facts && facts_stage(facts, &file, 1, err) &&
           papers_list(facts, file, erased.at ? "certificate" : "papers", arena, out, n, err);
}

bool app_papers(Session *session, const CaseFile *file, const PaperOrder *order, Arena *arena,
                PapersMade *out, Err *err)
{
    Paper *papers;
    Erased erased;
    PaperSet set = {.session = session, .file = file, .order = order, .arena = arena};
    *out = (PapersMade){0};
    if (!app_case_stands(session, case_head_of(file)->id, err) ||
        !desk_may_stored(session_store(session), session_user(session), VERB_PAPERS,
                         case_head_of(file)->id, err) ||
        !app_case_written(session, file, err) ||
        !ask_erased(session, file, arena, &erased, err))
        return false;
    if (erased.at && !app_erased_whole(session, err))
        return false;
    /* Of an erased case there is the certificate and nothing else. */
    if (!make_texts(session, file, erased.at ? "certificate" : "papers", order->only, &erased,
                    "＿＿＿＿＿＿", arena, &papers, &set.n, err))
        return false;
    if (!set.n)
        return err_set(err, ERR_INPUT, _("The knowledge files have no papers for this case"));
    if (!order->folder[0])
        return err_set(err, ERR_INPUT, _("Name the folder for the papers"));
    if (!store_spares(session_store(session), order->folder, err))
        return false;
    set.papers = papers;
    name_files(&set);
    /* A certificate tells of nobody. What was written down stays, should the folder fail. */
    if (!erased.at && !app_reveal_printed(session, file, err))
        return false;
    if (path_exists(order->folder) ? !write_beside_others(&set, err)
                                   : !write_folder(&set, err)) {
        out->in_the_way = set.in_the_way;
        return false;
    }
    app_case_was_read(session, case_head_of(file)->id);
    tell_made(&set, out);
    return true;
}

/* ---- the statement ---- */

static void read_draft(const Paper *paper, Buf *title, Buf *story)
{
    for (size_t i = 0; i < paper->n; i++) {
        const PaperPart *part = &paper->parts[i];
        if (part->style == PAPER_TITLE) {
            buf_clear(title);
            buf_add(title, part->text);
        } else {
            buf_addf(story, "%s%s", story->len ? "\n" : "", part->text);
        }
    }
}

static bool make_draft(Session *session, const CaseFile *file, Buf *title, Buf *story, Err *err)
{
    Arena *arena = arena_new();
    Paper *papers;
    size_t n = 0;
    bool done = make_texts(session, file, "statement", NULL, &(const Erased){0}, "［请补一句］",
                           arena, &papers, &n, err);
    for (size_t i = 0; done && i < n; i++)
        read_draft(&papers[i], title, story);
    arena_free(arena);
    return done;
}

bool app_statement_text(Session *session, const CaseFile *file, Buf *title, Buf *story,
                        Err *err)
{
    /* Made from the masks: whatever a text of the house does with a value, it has none. */
    CaseFile *masked = app_masked_copy(session, file);
    bool done = make_draft(session, masked ? masked : file, title, story, err);
    case_free(masked);
    return done;
}

bool app_statement_draft(Session *session, CaseFile *file, Err *err)
{
    Buf title = BUF_INIT, story = BUF_INIT;
    size_t used = 0;
    EditValue values[2];
    const char *before = case_get(file, F_STATEMENT_story, 0);
    if (before)
        buf_add(&story, before);
    bool done = desk_may(session_user(session), VERB_EDIT, err) &&
                make_draft(session, file, &title, &story, err);
    if (done && title.len && !case_get(file, F_STATEMENT_title, 0) &&
        field_check(session_fields(session), catalog_field(F_STATEMENT_title), title.data,
                    NULL))
        values[used++] = (EditValue){F_STATEMENT_title, 0, title.data};
    done = done && field_check(session_fields(session), catalog_field(F_STATEMENT_story),
                               story.data, err);
    values[used++] = (EditValue){F_STATEMENT_story, 0, story.data};
    done = done && edit_values(session, file, values, used, err);
    buf_free(&title);
    buf_free(&story);
    return done;
}
