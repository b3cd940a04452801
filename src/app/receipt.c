/* What a reply comes to: each row beside the case it names, and what was answered before. */
#include "config.h"

#include "app/receipt.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/receipt_inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text/text.h"
#include "base/text/text_same.h"
#include "domain/field.h"
#include "store/digest.h"
#include "store/sql.h"

enum {
    LOOKED_UP_MAX = 200, /* rows of other batches that are looked for */
    NUMBER_CHARS = 60,   /* of a platform's number of a case, as of one of a payment */
};

static const struct {
    const char *word, *label;
} fates[RECEIPT_FATES] = {
    /* TRANSLATORS: of a row of a platform's reply */
    [FATE_TAKEN] = {"taken", N_("new")},
    /* TRANSLATORS: of a row of a platform's reply */
    [FATE_SAME] = {"same", N_("known")},
    /* TRANSLATORS: of a row of a platform's reply: an earlier reply said otherwise */
    [FATE_CONTRARY] = {"contrary", N_("contrary")},
    /* TRANSLATORS: of a row of a platform's reply: no answer yet */
    [FATE_PENDING] = {"pending", N_("no answer yet")},
    /* TRANSLATORS: of a row of a platform's reply: it names no case of the batch */
    [FATE_UNMATCHED] = {"unmatched", N_("no case")},
    /* TRANSLATORS: of a row of a platform's reply: two rows about one case */
    [FATE_DOUBLE] = {"double", N_("double")},
    /* TRANSLATORS: of a row of a platform's reply: it cannot be read */
    [FATE_TROUBLE] = {"unclear", N_("unclear")},
};

const char *app_fate_word(ReceiptFate fate)
{
    return fates[fate].word;
}

const char *app_fate_label(ReceiptFate fate)
{
    return _(fates[fate].label);
}

void app_receipt_sum(const ReceiptLook *look, Buf *out)
{
    size_t left_out =
        look->counts[FATE_UNMATCHED] + look->counts[FATE_DOUBLE] + look->counts[FATE_TROUBLE];
    /* TRANSLATORS: of a platform's reply: cases by what it answered, cases without an answer,
     * rows that were not taken. */
    buf_addf(out, _("accepted %zu, refused %zu, without an answer %zu, rows left out %zu"),
             look->accepted, look->refused, look->n_missing, left_out);
    if (!look->paid)
        return;
    Buf yuan = BUF_INIT;
    money_format_yuan(&yuan, look->paid_fen);
    buf_add(out, _("; "));
    buf_addf(
        out,
        /* TRANSLATORS: of a platform's reply: what it paid out. */
        ngettext("%zu tranche paid: %s", "%zu tranches paid: %s", (unsigned long)look->paid),
        look->paid, yuan.data);
    buf_free(&yuan);
}

void app_receipt_missing(const ReceiptMissing *missing, Buf *out)
{
    if (missing->tranche)
        /* TRANSLATORS: number of a case, number of a tranche. */
        buf_addf(out, _("%s, tranche %lld"), missing->no, (long long)missing->tranche);
    else
        buf_add(out, missing->no);
}

/* ---- the file ---- */

static bool read_file(Reply *reply, Err *err)
{
    char hex[DIGEST_HEX + 1];
    Table *table = NULL;
    char *name = path_name(reply->path);
    Buf safe = BUF_INIT;
    bool done = table_read(reply->path, &table, err) &&
                receipt_read(table, reply->path, reply->map, reply->arena, &reply->rows, err) &&
                digest_file_sha256(reply->path, hex, err);
    table_free(table);
    if (done) {
        text_add_safe(&safe, name);
        reply->look->file = arena_dup(reply->arena, safe.data);
        reply->look->sha256 = arena_dup(reply->arena, hex);
    }
    buf_free(&safe);
    free(name);
    return done;
}

/* A template that does not say how replies look has them look as those of the neutral one. */
static bool find_map(Reply *reply, Err *err)
{
    const Knowledge *knowledge = session_knowledge(reply->session);
    if (!template_find(knowledge, reply->batch.template_, &reply->template_, err))
        return false;
    reply->map = template_receipt(reply->template_);
    if (reply->map)
        return true;
    if (template_find(knowledge, "neutral", &reply->neutral, err))
        reply->map = template_receipt(reply->neutral);
    return reply->map ||
           err_set(err, ERR_REFUSED,
                   _("The template %s does not say how replies look; add the section receipt"),
                   reply->batch.template_);
}

bool reply_open(Session *session, const char *batch, const char *path, Arena *arena,
                ReceiptLook *look, Reply *out, Err *err)
{
    *look = (ReceiptLook){0};
    *out = (Reply){.session = session, .arena = arena, .path = path, .look = look};
    return desk_may(session_user(session), VERB_RECEIPT, err) &&
           batch_find(session, batch, arena, &out->batch, err) && find_map(out, err) &&
           read_file(out, err);
}

void reply_close(Reply *reply)
{
    for (size_t i = 0; i < reply->n; i++)
        free(reply->answers[i].lines);
    free(reply->batch.items);
    template_free(reply->template_);
    template_free(reply->neutral);
}

/* ---- the cases of the batch ---- */

static bool read_cases(Reply *reply, Err *err)
{
    Sql q;
    BatchCase *cases;
    if (!app_batch_cases(reply->session, reply->batch.no, reply->arena, &cases, &reply->n, err))
        return false;
    reply->answers = arena_alloc(reply->arena, (reply->n + 1) * sizeof(*reply->answers));
    for (size_t i = 0; i < reply->n; i++)
        reply->answers[i] = (ReceiptAnswer){.item = cases[i],
                                            .patient = "",
                                            .outcome = cases[i].outcome,
                                            .reason = cases[i].reason,
                                            .platform_no = cases[i].platform_no};
    if (!sql_open(&q, session_store(reply->session),
                  "SELECT json_extract(a.snapshot, '$.patient.name') FROM batch_case AS k"
                  " JOIN approval AS a ON a.id = k.approval_id WHERE k.batch_id = ?"
                  " ORDER BY k.place",
                  err))
        return false;
    sql_bind_int(&q, 1, reply->batch.id);
    for (size_t i = 0; i < reply->n && sql_row(&q); i++)
        if (sql_text(&q, 0))
            reply->answers[i].patient = arena_dup(reply->arena, sql_text(&q, 0));
    return sql_close(&q, err) && reply_read_asked(reply, err);
}

static int by_number(const void *a, const void *b)
{
    const ReceiptAnswer *const *one = a, *const *two = b;
    return strcmp((*one)->number, (*two)->number);
}

static const char *number_form(Arena *arena, const char *no)
{
    Buf form = BUF_INIT;
    text_same_number(&form, no);
    const char *kept = arena_dup(arena, form.data);
    buf_free(&form);
    return kept;
}

static ReceiptAnswer **sort_cases(const Reply *reply)
{
    ReceiptAnswer **sorted = xcalloc(reply->n + 1, sizeof(*sorted));
    for (size_t i = 0; i < reply->n; i++) {
        sorted[i] = &reply->answers[i];
        sorted[i]->number = number_form(reply->arena, sorted[i]->item.no);
    }
    qsort(sorted, reply->n, sizeof(*sorted), by_number);
    return sorted;
}

/* Numbers are typed into tables anew, and come without hyphens, in small letters or wide ones.
 */
static ReceiptAnswer *find_case(ReceiptAnswer *const *sorted, size_t n, const char *told)
{
    Buf no = BUF_INIT;
    text_same_number(&no, told);
    const ReceiptAnswer key = {.number = no.data}, *wanted = &key;
    ReceiptAnswer *const *found = bsearch(&wanted, sorted, n, sizeof(*sorted), by_number);
    buf_free(&no);
    return found ? *found : NULL;
}

/* ---- what a row that names no case of the batch is about ---- */

static const char *other_batch(const Reply *reply, const char *told)
{
    char *batch = NULL;
    Buf no = BUF_INIT;
    text_fold_width(&no, told);
    bool done = sql_get_text(session_store(reply->session), NULL, &batch,
                             "SELECT b.no FROM case_file AS c JOIN batch_case AS k ON k.case_id"
                             " = c.id JOIN batch AS b ON b.id = k.batch_id WHERE c.no = ?"
                             " ORDER BY b.id DESC LIMIT 1",
                             "t", no.data);
    const char *kept = done && batch ? arena_dup(reply->arena, batch) : NULL;
    free(batch);
    buf_free(&no);
    return kept;
}

static void say_unmatched(const Reply *reply, ReceiptLine *line)
{
    const char *batch = NULL;
    line->fate = FATE_UNMATCHED;
    if (reply->look->counts[FATE_UNMATCHED] < LOOKED_UP_MAX)
        batch = other_batch(reply, line->no);
    line->why = batch ? arena_printf(reply->arena,
                                     _("not a case of this batch, but of batch %s"), batch)
                      : _("no case of this batch has that number");
}

/* A reply in which no row fits is one about something else. */
static bool refuse_foreign(const Reply *reply, Err *err)
{
    const ReceiptLook *look = reply->look;
    if (!look->n || look->counts[FATE_UNMATCHED] < look->n)
        return true;
    const char *batch = other_batch(reply, look->lines[0].no);
    if (batch)
        return err_set(err, ERR_REFUSED,
                       _("%s is not about batch %s: no row names one of its cases. The first "
                         "one is in batch %s"),
                       reply->path, reply->batch.no, batch);
    return err_set(err, ERR_REFUSED,
                   _("%s is not about batch %s: no row names one of its cases"), reply->path,
                   reply->batch.no);
}

/* ---- whether a row can be true ---- */

/* Without blanks and case, and without the word 平台 that a name may end in: 水滴筹平台. */
static char *bare_platform(const char *text)
{
    static const char end[] = "平台";
    Buf folded = BUF_INIT, bare = BUF_INIT;
    text_fold(&folded, text);
    for (const char *at = folded.data; *at; at++)
        if (*at != ' ')
            buf_add_char(&bare, *at);
    if (bare.len > strlen(end) && strcmp(bare.data + bare.len - strlen(end), end) == 0)
        buf_cut(&bare, bare.len - strlen(end));
    buf_free(&folded);
    return buf_take(&bare);
}

/* The whole name, since "not Shuidichou but Qingsongchou" names both. */
static bool is_called(const char *told, const char *name)
{
    char *a = bare_platform(told), *b = bare_platform(name);
    bool is = strcmp(a, b) == 0;
    free(a);
    free(b);
    return is;
}

static bool is_platform(const Reply *reply, const char *told)
{
    static const char *const languages[] = {"zh_CN", "zh_TW", "en"};
    const CodeTable *table =
        codes_table(knowledge_codes(session_knowledge(reply->session)), "platform");
    const CodeEntry *entry = table ? code_find(table, reply->batch.platform) : NULL;
    bool is = !entry || is_called(told, reply->batch.platform);
    for (size_t i = 0; !is && i < COUNT_OF(languages); i++)
        is = is_called(told, code_text(entry, languages[i]));
    return is;
}

const char *reply_check(const Reply *reply, FieldId field, const char *value,
                        ReceiptColumn from)
{
    Err err = {0};
    if (field_check(session_fields(reply->session), catalog_field(field), value, &err))
        return NULL;
    const char *column = reply->rows.columns[from];
    return *column ? arena_printf(reply->arena, _("%s: %s"), column, err.text)
                   : arena_dup(reply->arena, err.text);
}

static const char *cannot_be(const Reply *reply, const ReceiptAnswer *answer,
                             const ReceiptRow *row)
{
    const char *batch = row->texts[RECEIPT_BATCH], *platform = row->texts[RECEIPT_PLATFORM],
               *patient = row->texts[RECEIPT_PATIENT];
    if (*batch && !text_is_same_number(batch, reply->batch.no))
        return arena_printf(reply->arena, _("it names the batch “%.*s”"), text_quote(batch),
                            batch);
    if (*platform && *reply->batch.platform && !is_platform(reply, platform))
        return arena_printf(reply->arena, _("it names the platform “%.*s”"),
                            text_quote(platform), platform);
    if (*patient && *answer->patient && !receipt_same_name(patient, answer->patient))
        return _("its patient has another name than the case");
    /* What a platform did, it did by today. */
    if (row->has_on && day_compare(row->on, session_today(reply->session)) > 0)
        return arena_printf(reply->arena, _("%s: the day has not come yet"),
                            reply->rows.columns[RECEIPT_ON]);
    const char *no = row->texts[RECEIPT_PLATFORM_NO];
    Err err = {0};
    return text_check(no, strlen(no), false, NUMBER_CHARS,
                      reply->rows.columns[RECEIPT_PLATFORM_NO], &err)
               ? NULL
               : arena_dup(reply->arena, err.text);
}

static Outcome outcome_of(ReceiptSays says)
{
    static const Outcome outcomes[RECEIPT_SAYS] = {[SAYS_NOTHING] = OUTCOME_NONE,
                                                   [SAYS_ACCEPTED] = OUTCOME_ACCEPTED,
                                                   [SAYS_REFUSED] = OUTCOME_REFUSED,
                                                   [SAYS_PAID] = OUTCOME_ACCEPTED};
    return outcomes[says];
}

/* Whether two rows about one case, and one tranche, say the same. */
static bool says_alike(const ReceiptRow *a, const ReceiptRow *b)
{
    static const ReceiptColumn texts[] = {RECEIPT_REASON, RECEIPT_PLATFORM_NO,
                                          RECEIPT_PAYMENT_NO};
    bool alike = a->says == b->says && a->amount == b->amount && a->has_on == b->has_on &&
                 (!a->has_on || day_compare(a->on, b->on) == 0);
    for (size_t i = 0; alike && i < COUNT_OF(texts); i++)
        alike = strcmp(a->texts[texts[i]], b->texts[texts[i]]) == 0;
    return alike;
}

static void take_double(const Reply *reply, size_t earlier, size_t at)
{
    ReceiptLine *lines = reply->look->lines;
    bool alike = says_alike(&reply->rows.rows[earlier], &reply->rows.rows[at]);
    lines[at].fate = FATE_DOUBLE;
    lines[at].why = arena_printf(reply->arena,
                                 alike ? _("it says again what stands at %s")
                                       : _("it says otherwise than what stands at %s; neither "
                                           "counts"),
                                 lines[earlier].place);
    if (alike)
        return;
    lines[earlier].fate = FATE_DOUBLE;
    lines[earlier].why = arena_printf(
        reply->arena, _("it says otherwise than what stands at %s; neither counts"),
        lines[at].place);
}

/* Rows of one case are few; a hostile file with many of them is bounded by its rows. */
static void place_line(Reply *reply, ReceiptAnswer *answer, size_t at)
{
    const ReceiptRow *rows = reply->rows.rows;
    enum { LINES_MAX = 200 }; /* of one case: it has no more tranches */
    for (size_t i = 0; i < answer->n; i++) {
        if (rows[answer->lines[i]].tranche == rows[at].tranche) {
            take_double(reply, answer->lines[i], at);
            return;
        }
    }
    if (answer->n == LINES_MAX) {
        reply->look->lines[at].fate = FATE_TROUBLE;
        reply->look->lines[at].why = _("the case has more rows than it can have tranches");
        return;
    }
    answer->lines = xreallocarray(answer->lines, answer->n + 1, sizeof(*answer->lines));
    answer->lines[answer->n++] = at;
}

static void match_line(Reply *reply, ReceiptAnswer *const *sorted, size_t at)
{
    const ReceiptRow *row = &reply->rows.rows[at];
    ReceiptLine *line = &reply->look->lines[at];
    *line = (ReceiptLine){.place = row->place,
                          .no = row->texts[RECEIPT_NO],
                          .outcome = outcome_of(row->says),
                          .reason = row->texts[RECEIPT_REASON],
                          .platform_no = row->texts[RECEIPT_PLATFORM_NO]};
    ReceiptAnswer *answer = find_case(sorted, reply->n, line->no);
    if (row->trouble) {
        line->fate = FATE_TROUBLE;
        line->why = row->trouble;
    } else if (!answer) {
        say_unmatched(reply, line);
    } else if ((line->why = cannot_be(reply, answer, row))) {
        line->fate = FATE_TROUBLE;
    } else if (row->says == SAYS_NOTHING) {
        line->fate = FATE_PENDING;
    } else {
        place_line(reply, answer, at);
    }
    reply->look->counts[FATE_UNMATCHED] += line->fate == FATE_UNMATCHED;
}

/* ---- what the rows of a case come to ---- */

static bool is_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* One tranche that is agreed to is an answer; refused is what has nothing but refusals. */
static Outcome told_outcome(const ReceiptAnswer *answer, const ReceiptLine *line,
                            Outcome so_far)
{
    if (answer->n_asked)
        return reply_asked_outcome(answer);
    return so_far == OUTCOME_ACCEPTED ? so_far : line->outcome;
}

static void sum_answer(const Reply *reply, ReceiptAnswer *answer)
{
    const ReceiptLine *lines = reply->look->lines;
    Outcome outcome = OUTCOME_NONE;
    const char *reason = NULL, *platform_no = NULL;
    for (size_t i = 0; i < answer->n; i++) {
        const ReceiptLine *line = &lines[answer->lines[i]];
        if (line->fate == FATE_DOUBLE || line->fate == FATE_TROUBLE)
            continue;
        outcome = told_outcome(answer, line, outcome);
        if (!platform_no && *line->platform_no)
            platform_no = line->platform_no;
        if (!reason && line->outcome == OUTCOME_REFUSED && *line->reason)
            reason = line->reason;
    }
    if (outcome == OUTCOME_NONE)
        return;
    bool same = outcome == answer->item.outcome;
    answer->outcome = outcome;
    if (platform_no)
        answer->platform_no = platform_no;
    answer->reason = outcome != OUTCOME_REFUSED ? NULL
                     : reason                   ? reason
                     : same                     ? answer->item.reason
                                                : NULL;
}

static const char *say_contrary(const Reply *reply, const ReceiptAnswer *answer)
{
    const BatchCase *was = &answer->item;
    if (!answer->n_asked && was->outcome != answer->outcome)
        return arena_printf(reply->arena, _("an earlier reply said: %s"),
                            app_outcome_label(was->outcome));
    if (!answer->n_asked && was->reason && !is_text(was->reason, answer->reason))
        return arena_printf(reply->arena, _("an earlier reply gave another reason: %.*s"),
                            text_quote(was->reason), was->reason);
    return arena_printf(reply->arena, _("an earlier reply gave another number: %.*s"),
                        text_quote(was->platform_no), was->platform_no);
}

/* What was empty is filled in; what stood there and is another now is contrary. Where tranches
 * were asked for, each tells for itself whether it is. */
static bool is_contrary(const ReceiptAnswer *answer)
{
    const BatchCase *was = &answer->item;
    return was->outcome != OUTCOME_NONE &&
           ((!answer->n_asked && (was->outcome != answer->outcome ||
                                  (was->reason && !is_text(was->reason, answer->reason)))) ||
            (was->platform_no && !is_text(was->platform_no, answer->platform_no)));
}

/* A row without a number is about the only tranche there is, as one with its number. */
static void find_doubles(const Reply *reply, const CaseFile *file, const ReceiptAnswer *answer)
{
    const ReceiptRow *rows = reply->rows.rows;
    size_t open = 0, n = case_rows(file, REC_TRANCHE);
    while (open < answer->n && (rows[answer->lines[open]].tranche ||
                                !reply_says_money(answer, &rows[answer->lines[open]])))
        open++;
    if (open == answer->n || reply_tranche(answer, file, &rows[answer->lines[open]]) == n)
        return;
    for (size_t i = 0; i < answer->n; i++) {
        size_t a = answer->lines[i < open ? i : open], b = answer->lines[i < open ? open : i];
        if (i != open && reply_says_money(answer, &rows[answer->lines[i]]) &&
            reply_tranche(answer, file, &rows[a]) == reply_tranche(answer, file, &rows[b]))
            take_double(reply, a, b);
    }
}

static bool weigh_money(const Reply *reply, ReceiptAnswer *answer, Err *err)
{
    CaseFile *file = NULL;
    bool any = false;
    for (size_t i = 0; i < answer->n; i++)
        any = any || reply_says_money(answer, &reply->rows.rows[answer->lines[i]]);
    if (!any)
        return true;
    if (!case_load(session_store(reply->session), answer->item.case_id, &file, err))
        return false;
    find_doubles(reply, file, answer);
    for (size_t i = 0; i < answer->n; i++) {
        size_t at = answer->lines[i];
        ReceiptLine *line = &reply->look->lines[at];
        if (line->fate == FATE_DOUBLE || !reply_says_money(answer, &reply->rows.rows[at]))
            continue;
        reply_weigh_money(reply, answer, file, &reply->rows.rows[at], line);
        reply->moves[at] = line->fate == FATE_TAKEN || line->fate == FATE_CONTRARY;
    }
    case_free(file);
    return true;
}

static bool weigh_case(const Reply *reply, ReceiptAnswer *answer, Err *err)
{
    ReceiptLine *lines = reply->look->lines;
    answer->changes = false;
    if (!weigh_money(reply, answer, err))
        return false;
    sum_answer(reply, answer);
    bool contrary = is_contrary(answer);
    answer->changes = answer->outcome != answer->item.outcome ||
                      !is_text(answer->reason, answer->item.reason) ||
                      !is_text(answer->platform_no, answer->item.platform_no);
    for (size_t i = 0; i < answer->n; i++) {
        ReceiptLine *line = &lines[answer->lines[i]];
        if (line->fate == FATE_DOUBLE || line->fate == FATE_TROUBLE ||
            line->fate == FATE_CONTRARY)
            continue;
        if (contrary) {
            line->fate = FATE_CONTRARY;
            line->why = say_contrary(reply, answer);
        } else if (answer->changes) {
            line->fate = FATE_TAKEN;
        } else if (!reply_says_money(answer, &reply->rows.rows[answer->lines[i]])) {
            line->fate = FATE_SAME;
        }
    }
    return true;
}

/* ---- all of it ---- */

static bool find_taken(Reply *reply, Err *err)
{
    Sql q;
    ReceiptLook *look = reply->look;
    if (!sql_open(&q, session_store(reply->session),
                  "SELECT r.at, u.display FROM receipt AS r JOIN user AS u ON u.id = r.user_id"
                  " WHERE r.batch_id = ? AND r.sha256 = ? ORDER BY r.id LIMIT 1",
                  err))
        return false;
    sql_bind_int(&q, 1, reply->batch.id);
    sql_bind_text(&q, 2, look->sha256);
    if (sql_row(&q)) {
        look->taken_at = arena_dup(reply->arena, sql_text(&q, 0));
        look->taken_by = arena_dup(reply->arena, sql_text(&q, 1));
    }
    return sql_close(&q, err);
}

static void add_missing(ReceiptLook *look, const ReceiptAnswer *answer)
{
    if (!answer->n_asked && answer->outcome == OUTCOME_NONE)
        look->missing[look->n_missing++] = (ReceiptMissing){.no = answer->item.no};
    for (size_t i = 0; i < answer->n_asked; i++)
        if (answer->asked[i].outcome == OUTCOME_NONE)
            look->missing[look->n_missing++] =
                (ReceiptMissing){.no = answer->item.no, .tranche = answer->asked[i].seq};
}

/* By what was asked for: a tranche that moves, else a case whose answer is another. */
static void count_answer(const Reply *reply, const ReceiptAnswer *answer)
{
    ReceiptLook *look = reply->look;
    bool whole = !answer->n_asked && answer->changes;
    look->accepted += whole && answer->outcome == OUTCOME_ACCEPTED;
    look->refused += whole && answer->outcome == OUTCOME_REFUSED;
    for (size_t i = 0; i < answer->n; i++) {
        const ReceiptLine *line = &look->lines[answer->lines[i]];
        if (!reply->moves[answer->lines[i]])
            continue;
        look->accepted += answer->n_asked && line->outcome == OUTCOME_ACCEPTED;
        look->refused += answer->n_asked && line->outcome == OUTCOME_REFUSED;
        if (reply->rows.rows[answer->lines[i]].says != SAYS_PAID)
            continue;
        look->paid++;
        if (!money_add(&look->paid_fen, line->amount))
            look->paid_fen = INT64_MAX;
    }
}

static void count(Reply *reply)
{
    ReceiptLook *look = reply->look;
    memset(look->counts, 0, sizeof(look->counts));
    for (size_t i = 0; i < look->n; i++)
        look->counts[look->lines[i].fate]++;
    size_t room = reply->n + 1;
    for (size_t i = 0; i < reply->n; i++)
        room += reply->answers[i].n_asked;
    look->missing = arena_alloc(reply->arena, room * sizeof(*look->missing));
    for (size_t i = 0; i < reply->n; i++) {
        count_answer(reply, &reply->answers[i]);
        add_missing(look, &reply->answers[i]);
    }
    look->hidden = reply->rows.hidden;
    look->formulas = reply->rows.formulas;
    look->written = look->counts[FATE_TAKEN] + look->counts[FATE_CONTRARY] > 0;
}

bool reply_match(Reply *reply, Err *err)
{
    ReceiptLook *look = reply->look;
    if (!batch_find(reply->session, reply->batch.no, reply->arena, &reply->batch, err) ||
        !batch_takes_answers(&reply->batch, err) || !read_cases(reply, err) ||
        !find_taken(reply, err))
        return false;
    look->batch = reply->batch.no;
    look->n = reply->rows.n;
    look->lines = arena_alloc(reply->arena, (look->n + 1) * sizeof(*look->lines));
    reply->moves = arena_alloc(reply->arena, (look->n + 1) * sizeof(*reply->moves));
    ReceiptAnswer **sorted = sort_cases(reply);
    for (size_t i = 0; i < look->n; i++)
        match_line(reply, sorted, i);
    free(sorted);
    if (!refuse_foreign(reply, err))
        return false;
    for (size_t i = 0; i < reply->n; i++)
        if (!weigh_case(reply, &reply->answers[i], err))
            return false;
    count(reply);
    return true;
}

bool app_receipt_look(Session *session, const char *batch, const char *path, Arena *arena,
                      ReceiptLook *out, Err *err)
{
    Reply reply;
    bool begun = false;
    bool done = reply_open(session, batch, path, arena, out, &reply, err) &&
                store_begin_read(session_store(session), &begun, err) &&
                reply_match(&reply, err);
    store_end_read(session_store(session), begun);
    reply_close(&reply);
    return done;
}
