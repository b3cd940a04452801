/* Makes the lines from findings, documents, journal and decisions. */
#include "config.h"

#include "ui/parts/lines.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/judge.h"
#include "app/move.h"
#include "app/reveal.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text_diff.h"
#include "ui/model/gaps.h"
#include "ui/model/tabs.h"
#include "ui/parts/changes.h"
#include "ui/stage/stage.h"

/* Of a text, right of its label and before the edge; fewer are none. */
enum { TEXT_EDGES = 3 + INFO_LABEL_COLS + 1, TEXT_LEAST = 20 };

void info_init(InfoList *list)
{
    *list = (InfoList){.arena = arena_new(), .open = BUF_INIT, .was = BUF_INIT};
}

void info_free(InfoList *list)
{
    arena_free(list->arena);
    free(list->lines);
    buf_free(&list->open);
    buf_free(&list->was);
    *list = (InfoList){0};
}

/* What a line is known by when it is made again. */
static void name_of(const InfoLine *line, Buf *out)
{
    buf_clear(out);
    buf_addf(out, "%d %d %lld %s\n%s", (int)line->kind, (int)line->field,
             (long long)line->place.row_id, line->cells[0] + line->sign, line->cells[1]);
}

static bool is_was(const InfoList *list, int64_t at, Buf *name)
{
    if (at < 0 || at >= (int64_t)list->n)
        return false;
    name_of(&list->lines[at], name);
    return strcmp(name->data, list->was.data) == 0;
}

/* The line that was under the cursor; the nearest of those that look like it. */
static int64_t find_was(const InfoList *list, int64_t selected)
{
    Buf name = BUF_INIT;
    int64_t found = selected;
    bool any = !list->was.len;
    for (int64_t away = 0; !any && away < (int64_t)list->n; away++) {
        found = is_was(list, selected + away, &name) ? selected + away : selected - away;
        any = is_was(list, found, &name);
    }
    buf_free(&name);
    return any ? found : selected;
}

void info_clear(InfoList *list)
{
    const InfoLine *line = info_selected(list);
    buf_clear(&list->was);
    if (line)
        name_of(line, &list->was);
    arena_reset(list->arena);
    list->n = 0;
}

bool info_set_cols(InfoList *list, int cols)
{
    bool news = list->cols != cols;
    list->cols = cols;
    return news;
}

size_t info_unseen(const InfoList *list)
{
    return list->seen < (int64_t)list->n ? list->n - (size_t)list->seen : 0;
}

/* Who has seen everything has seen what is made of it anew. */
void info_close(InfoList *list)
{
    int64_t selected = list->view.selected;
    if (list->seen && list->seen >= list->view.count)
        list->seen = (int64_t)list->n;
    list_set_count(&list->view, (int64_t)list->n);
    /* The cursor starts on the first line that says something. */
    if (selected == 0 && list->n > 1 && list->lines[0].kind == INFO_HEAD)
        selected = 1;
    list_select(&list->view, find_was(list, selected));
}

InfoLine *info_add(InfoList *list, InfoKind kind)
{
    if (list->n == list->room) {
        list->room = list->room ? list->room * 2 : 64;
        list->lines = xreallocarray(list->lines, list->room, sizeof *list->lines);
    }
    InfoLine *line = &list->lines[list->n++];
    *line = (InfoLine){.kind = kind,
                       .field = FIELD_COUNT,
                       .why = "",
                       .place = {.record = REC_COUNT, .field = FIELD_COUNT, .item = ""}};
    for (int i = 0; i < INFO_CELLS; i++)
        line->cells[i] = "";
    return line;
}

void info_head(InfoList *list, const char *title)
{
    info_add(list, INFO_HEAD)->cells[0] = title;
}

void info_say(InfoList *list, const char *text)
{
    info_add(list, INFO_NONE)->cells[0] = text;
}

/* ---- long texts ---- */

static int text_room(const InfoList *list, InfoKind kind)
{
    int room = list->cols - TEXT_EDGES + (kind == INFO_WIDE ? INFO_LABEL_COLS - 1 : 0);
    return room > TEXT_LEAST ? room : TEXT_LEAST;
}

/* The spans that fall into a piece of the text, counted from its beginning. */
static void cut_spans(InfoList *list, InfoLine *line, const InfoSpan *spans, size_t n,
                      const TextLine *piece)
{
    InfoSpan *own = arena_alloc(list->arena, (n + 1) * sizeof *own);
    for (size_t i = 0; i < n; i++) {
        size_t from = spans[i].from > piece->from ? spans[i].from : piece->from;
        size_t to = spans[i].to < piece->to ? spans[i].to : piece->to;
        if (from < to)
            own[line->n_spans++] =
                (InfoSpan){from - piece->from, to - piece->from, spans[i].style};
    }
    line->spans = own;
}

void info_text(InfoList *list, const InfoLine *about, const char *label, const char *text,
               const InfoSpan *spans, size_t n)
{
    TextLine *pieces = NULL;
    InfoKind kind = about->kind == INFO_WIDE ? INFO_WIDE : INFO_FIELD;
    size_t count = text_wrap(text, text_room(list, kind), &pieces);
    for (size_t i = 0; i < count; i++) {
        InfoLine *line = info_add(list, kind);
        line->field = about->field;
        line->row = about->row;
        line->place = about->place;
        line->mark = about->mark;
        line->batch = about->batch;
        line->cells[0] = i ? "" : arena_text(list->arena, label);
        line->cells[1] = arena_printf(list->arena, "%.*s", (int)(pieces[i].to - pieces[i].from),
                                      text + pieces[i].from);
        cut_spans(list, line, spans, n, &pieces[i]);
    }
    free(pieces);
}

/* Of what stayed between two changes only the ends nearest to them. */
static void add_context(Buf *out, const char *text, const DiffPart *part, int context,
                        bool first, bool last)
{
    size_t head = part->from, tail = part->to;
    for (int i = 0; i < context && head < part->to && !first; i++)
        head = text_next(text, part->to, head);
    for (int i = 0; i < context && tail > head && !last; i++)
        tail = text_prev(text, part->to, tail);
    if (tail - head <= strlen("…")) {
        buf_add_bytes(out, text + part->from, part->to - part->from);
        return;
    }
    buf_add_bytes(out, text + part->from, head - part->from);
    buf_add(out, "…");
    buf_add_bytes(out, text + tail, part->to - tail);
}

/* What was there before, or is there now, as words say it: colour only repeats that. */
static void add_marked(Buf *out, bool before, const char *text, size_t len)
{
    /* TRANSLATORS: a part of a text that was taken out, and one that was put in. */
    buf_addf(out, before ? _("[was: %.*s]") : _("[now: %.*s]"), (int)len, text);
}

void info_diff(InfoList *list, const InfoLine *about, const char *label, const char *before,
               const char *after, int context)
{
    DiffPart *parts;
    Buf text = BUF_INIT;
    size_t n = text_diff(before, after, &parts), n_spans = 0;
    InfoSpan *spans = arena_alloc(list->arena, (n + 1) * sizeof *spans);
    for (size_t i = 0; i < n; i++) {
        const DiffPart *part = &parts[i];
        size_t from = text.len, len = part->to - part->from;
        if (part->kind == DIFF_SAME && context >= 0) {
            add_context(&text, after, part, context, i == 0, i + 1 == n);
        } else if (part->kind == DIFF_SAME) {
            buf_add_bytes(&text, after + part->from, len);
        } else {
            bool out = part->kind == DIFF_OUT;
            add_marked(&text, out, (out ? before : after) + part->from, len);
            spans[n_spans++] = (InfoSpan){from, text.len, out ? ST_ERROR : ST_OK};
        }
    }
    info_text(list, about, label, text.data, spans, n_spans);
    buf_free(&text);
    free(parts);
}

/* ---- places ---- */

void info_about(InfoLine *line, const CaseFile *file, const Codes *codes, RecordId record,
                FieldId field, size_t row)
{
    line->place = mark_place(file, record, field, row, NULL);
    line->field = field < FIELD_COUNT ? field : catalog_record(record)->first;
    line->row = gap_row(file, codes, record, row);
}

/* What two findings read under that name is the same, if they read it. */
static bool read_alike(const Finding *a, const Finding *b, const char *name)
{
    const char *values[2] = {"", ""};
    const Finding *both[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        for (size_t k = 0; k < both[i]->n_facts; k++) {
            if (strcmp(both[i]->facts[k].name, name) == 0 && both[i]->facts[k].value)
                values[i] = both[i]->facts[k].value;
        }
    }
    return strcmp(values[0], values[1]) == 0;
}

/* Both are said of one fact: by the same section of a rule that says so, and, where it is about
 * another case, of the same one. */
static bool one_fact(const Finding *a, const Finding *b)
{
    return a->together && b->together && strcmp(a->rule, b->rule) == 0 &&
           strcmp(a->title, b->title) == 0 && read_alike(a, b, "other.no");
}

/* How many findings say the same fact: 0 when an earlier one has said it. more: what the others
 * say. */
static size_t count_together(const Judged *judged, size_t at, Buf *more)
{
    const Finding *found = judged->findings;
    size_t n = 1;
    for (size_t i = 0; i < judged->n_findings; i++) {
        if (i == at || !one_fact(&found[at], &found[i]))
            continue;
        if (i < at)
            return 0;
        n++;
        buf_addf(more, "%s\n", found[i].message);
    }
    return n;
}

/* Where the finding is, for Enter and for a mark. */
static void place_finding(InfoList *list, InfoLine *line, Stage *stage, const CaseFile *file,
                          const Judged *judged, const Finding *found)
{
    const Codes *codes = session_fields(stage_session(stage))->codes;
    const CodeTable *items = codes_table(codes, catalog_field(F_DISCLOSURE_item)->codes);
    Gap place;
    if (!gap_of(file, codes, judged, found, &place)) {
        line->place.item = line->cells[0];
        return;
    }
    RecordId record = catalog_field(place.field)->record;
    size_t row = found->row < 0 ? SIZE_MAX : (size_t)found->row;
    const char *item = record == REC_DISCLOSURE && found->item >= 0
                           ? code_at(items, (size_t)found->item)->code
                           : NULL;
    line->field = place.field;
    line->row = place.row;
    line->document = found->document ? arena_text(list->arena, found->document) : NULL;
    line->place = mark_place(file, record, line->document ? FIELD_COUNT : place.field, row,
                             line->document ? line->document : item);
    line->cells[2] = _(tab_def(tab_of_field(place.field))->title);
}

static void add_finding(InfoList *list, Stage *stage, const CaseFile *file,
                        const Judged *judged, const Finding *found, size_t n, const char *more)
{
    Session *session = stage_session(stage);
    InfoLine *line = info_add(list, INFO_FINDING);
    Buf why = BUF_INIT;
    line->severity = found->severity;
    line->lacks = finding_lacks(found);
    line->cells[0] = finding_has_rule(found) ? arena_text(list->arena, found->rule) : "";
    line->cells[1] = arena_text(list->arena, found->message);
    if (n > 1)
        /* TRANSLATORS: of how many places a finding is true, and the first of them. */
        line->cells[1] = arena_printf(list->arena, _("%zu alike: %s"), n, found->message);
    buf_add(&why, more);
    finding_explain(found, app_fields(session, file), session_knowledge(session), &why);
    line->why = arena_dup(list->arena, why.data);
    place_finding(list, line, stage, file, judged, found);
    buf_free(&why);
}

bool info_findings(InfoList *list, Stage *stage, const CaseFile *file, bool together, Err *err)
{
    const Judged *judged;
    if (!app_case_judged(stage_session(stage), file, &judged, err))
        return false;
    if (!judged->n_findings)
        info_say(list, _("No findings: nothing stands in the way"));
    for (size_t i = 0; i < judged->n_findings; i++) {
        Buf more = BUF_INIT;
        size_t n = together ? count_together(judged, i, &more) : 1;
        if (n)
            add_finding(list, stage, file, judged, &judged->findings[i], n, more.data);
        buf_free(&more);
    }
    app_judged_free(judged);
    return true;
}

void info_help(const InfoList *list, Buf *out)
{
    const InfoLine *line = info_selected(list);
    for (int i = 0; line && i < INFO_CELLS; i++) {
        if (*line->cells[i])
            buf_addf(out, "%s\n", line->cells[i]);
    }
    if (line)
        buf_add(out, line->why);
}

bool info_open_documents(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    const Judged *judged;
    bool any = false;
    if (!app_case_judged(stage_session(stage), file, &judged, err))
        return false;
    for (size_t i = 0; i < judged->n_documents; i++) {
        const ChecklistItem *item = &judged->documents[i];
        if (!item->open)
            continue;
        if (!any)
            info_head(list, _("Documents that are still open"));
        any = true;
        InfoLine *line = info_add(list, INFO_DOCUMENT);
        line->document = line->cells[0] = arena_text(list->arena, item->code);
        line->cells[1] = arena_text(list->arena, item->title);
        line->cells[2] = arena_text(list->arena, item->because);
        line->field = F_DOCUMENT_code;
        line->row = item->row < 0 ? 0 : (size_t)item->row;
        line->place = mark_place(file, REC_DOCUMENT, FIELD_COUNT,
                                 item->row < 0 ? SIZE_MAX : (size_t)item->row, line->document);
    }
    app_judged_free(judged);
    return true;
}

static bool is_prose(const Change *change)
{
    return change->field < FIELD_COUNT && catalog_field(change->field)->type == FT_PROSE &&
           *change->before && *change->after;
}

/* What its column would cut is said below as a whole to who decides: of an account every digit
 * counts. */
static bool is_cut(const InfoList *list, const Change *change)
{
    enum { SHARE = 31, OTHERS = 27 }; /* as lines_draw.c has it */
    int cols = (list->cols - OTHERS) * SHARE / 100;
    return list->cols && (text_cols(change->before) > cols || text_cols(change->after) > cols);
}

static void add_whole(InfoList *list, const InfoLine *about, const Change *change)
{
    Buf text = BUF_INIT;
    InfoSpan *spans = arena_alloc(list->arena, 2 * sizeof *spans);
    size_t n = 0;
    if (*change->before) {
        add_marked(&text, true, change->before, strlen(change->before));
        spans[n++] = (InfoSpan){0, text.len, ST_DIM};
    }
    if (*change->after) {
        buf_add(&text, text.len ? "\n" : "");
        size_t from = text.len;
        add_marked(&text, false, change->after, strlen(change->after));
        spans[n++] = (InfoSpan){from, text.len, ST_OK};
    }
    info_text(list, about, "", text.data, spans, n);
    buf_free(&text);
}

/* In words, and what was changed inside a long text under it. */
static void add_change(InfoList *list, const CaseFile *file, const Codes *codes,
                       const Change *change, bool whole)
{
    enum { CONTEXT = 12 }; /* signs around a change of a long text: enough to find it again */
    InfoLine *line = info_add(list, INFO_CHANGE);
    line->cells[0] = change->what;
    line->cells[1] = change->before;
    line->cells[2] = change->after;
    line->cells[3] = change->when;
    line->cells[4] = change->who;
    if (change->field < FIELD_COUNT && change->row < SIZE_MAX)
        info_about(line, file, codes, catalog_field(change->field)->record, change->field,
                   change->row);
    InfoLine about = *line;
    if (!is_prose(change) && whole && is_cut(list, change))
        add_whole(list, &about, change);
    if (!is_prose(change) || !list->cols)
        return;
    line->cells[1] = line->cells[2] = _("inside the text:");
    info_diff(list, &about, "", change->before, change->after, CONTEXT);
}

static void add_changes(InfoList *list, Stage *stage, const CaseFile *file,
                        const Change *changes, size_t n, bool whole)
{
    for (size_t i = 0; i < n; i++)
        add_change(list, file, session_fields(stage_session(stage))->codes, &changes[i], whole);
}

/* TRANSLATORS: headings of what was changed since the last decision about a case. */
static const char *since_title(Verb verb)
{
    return verb == VERB_APPROVE  ? _("Changed since it was approved")
           : verb == VERB_REJECT ? _("Changed since it was rejected")
                                 : _("Changed since it was returned");
}

bool info_changes(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    LastDecision last;
    Change *changes;
    size_t n;
    if (!changes_to_decide(stage_session(stage), file, list->arena, &last, &changes, &n, err))
        return false;
    if (!last.group)
        return true;
    info_head(list, since_title(last.verb));
    if (!n)
        info_say(list, _("Nothing was changed"));
    add_changes(list, stage, file, changes, n, true);
    return true;
}

bool info_history(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    Change *changes;
    size_t n;
    if (!changes_all(stage_session(stage), file, list->arena, &changes, &n, err))
        return false;
    if (!n)
        info_say(list, _("Nothing was changed"));
    add_changes(list, stage, file, changes, n, false);
    return true;
}

bool info_readers(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    CaseReader *readers;
    size_t n;
    if (!app_case_readers(stage_session(stage), case_head_of(file)->id, list->arena, &readers,
                          &n, err))
        return false;
    if (n)
        info_head(list, _("Read by"));
    for (size_t i = 0; i < n; i++) {
        InfoLine *line = info_add(list, INFO_FIELD);
        Buf days = BUF_INIT;
        buf_addf(&days, ngettext("%lld day", "%lld days", (unsigned long)readers[i].days),
                 (long long)readers[i].days);
        line->cells[0] = readers[i].who;
        /* TRANSLATORS: of somebody who read a case: the last day, and on how many days. */
        line->cells[1] =
            arena_printf(list->arena, _("last on %s, on %s"), readers[i].last, days.data);
        buf_free(&days);
    }
    return true;
}

/* Marks and what is said about them stand by themselves (marks.h). */
static bool is_about_mark(const ReviewRow *row)
{
    static const Verb verbs[] = {VERB_MARK, VERB_UNMARK, VERB_REPLY};
    for (size_t i = 0; i < COUNT_OF(verbs); i++) {
        if (!strcmp(verb_word(verbs[i]), row->verb))
            return true;
    }
    return false;
}

static const char *verb_text(InfoList *list, const char *word)
{
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (!strcmp(verb_word((Verb)verb), word))
            return arena_text(list->arena, verb_label((Verb)verb));
    }
    return arena_text(list->arena, word);
}

void info_key(InfoList *list, const ReviewRow *row)
{
    const char *key = app_decision_key(row, list->arena);
    if (!key)
        return;
    InfoLine *line = info_add(list, INFO_FINDING);
    /* Who added somebody is told of each of their approvals. */
    line->severity = row->origins.last.how == ORIGIN_NONE && !row->alone ? SEV_INFO : SEV_WARN;
    line->cells[1] = line->why = key;
}

bool info_decisions(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    Session *session = stage_session(stage);
    ReviewRow *rows;
    size_t n;
    if (!app_decisions(session, case_head_of(file)->id, list->arena, &rows, &n, err))
        return false;
    if (!n)
        return true;
    info_head(list, _("Decisions so far"));
    for (size_t i = 0; i < n; i++) {
        if (is_about_mark(&rows[i]))
            continue;
        InfoLine *line = info_add(list, INFO_DECISION);
        Day day;
        int hour, minute;
        if (rows[i].at && instant_local(rows[i].at, &day, &hour, &minute))
            line->cells[0] = arena_printf(list->arena, "%02d-%02d %02d:%02d", day.month,
                                          day.day, hour, minute);
        line->cells[1] = arena_text(list->arena, rows[i].user);
        line->cells[2] = verb_text(list, rows[i].verb);
        line->cells[3] = arena_text(list->arena, app_reason_words(session, rows[i].reason));
        line->cells[4] = arena_text(list->arena, rows[i].comment);
        info_key(list, &rows[i]);
    }
    return true;
}

bool info_accepted(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    AcceptedFinding *found;
    size_t n;
    if (!app_accepted(stage_session(stage), case_head_of(file)->id, list->arena, &found, &n,
                      err))
        return false;
    if (!n)
        return true;
    info_head(list, _("Findings that stood open at the approval, as they were then"));
    for (size_t i = 0; i < n; i++) {
        InfoLine *line = info_add(list, INFO_FINDING);
        Buf why = BUF_INIT;
        line->severity = strcmp(found[i].severity, "warn") ? SEV_INFO : SEV_WARN;
        line->cells[0] = arena_text(list->arena, found[i].rule);
        line->cells[1] = arena_text(list->arena, found[i].message);
        line->cells[2] = arena_text(list->arena, found[i].by);
        buf_addf(&why, _("Version %s of the rule"), found[i].version);
        buf_add_char(&why, '\n');
        if (found[i].comment) {
            buf_addf(&why, _("Accepted with the words: %s"), found[i].comment);
            buf_add_char(&why, '\n');
        }
        buf_add(&why, _("What was read:"));
        buf_addf(&why, " %s\n", found[i].facts ? found[i].facts : "");
        buf_addf(&why, _("Version of the knowledge: %s"), found[i].knowledge);
        buf_add_char(&why, '\n');
        line->why = arena_dup(list->arena, why.data);
        buf_free(&why);
    }
    return true;
}

const InfoLine *info_selected(const InfoList *list)
{
    if (list->view.selected < 0 || list->view.selected >= (int64_t)list->n)
        return NULL;
    return &list->lines[list->view.selected];
}
