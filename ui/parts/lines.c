/* Makes the lines from findings, documents, journal and decisions, and draws those with the
 * wrapped text of the selected one. */
#include "config.h"

#include "ui/parts/lines.h"

#include <stdlib.h>
#include <string.h>

#include "app/history.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/model/gaps.h"
#include "ui/model/tabs.h"
#include "ui/parts/changes.h"
#include "ui/stage/stage.h"

enum { FULL_ROWS = 3, ROWS_FOR_FULL = 10, MARGIN = 3 };

void info_init(InfoList *list)
{
    *list = (InfoList){.arena = arena_new()};
}

void info_free(InfoList *list)
{
    arena_free(list->arena);
    free(list->lines);
    *list = (InfoList){0};
}

void info_clear(InfoList *list)
{
    arena_reset(list->arena);
    list->n = 0;
}

void info_close(InfoList *list)
{
    int64_t selected = list->view.selected;
    list_set_count(&list->view, (int64_t)list->n);
    /* The cursor starts on the first line that says something. */
    if (selected == 0 && list->n > 1 && list->lines[0].kind == INFO_HEAD)
        selected = 1;
    list_select(&list->view, selected);
}

static InfoLine *add(InfoList *list, InfoKind kind)
{
    if (list->n == list->room) {
        list->room = list->room ? list->room * 2 : 64;
        list->lines = xreallocarray(list->lines, list->room, sizeof *list->lines);
    }
    InfoLine *line = &list->lines[list->n++];
    *line = (InfoLine){.kind = kind, .field = FIELD_COUNT, .why = ""};
    for (int i = 0; i < INFO_CELLS; i++)
        line->cells[i] = "";
    return line;
}

static void head(InfoList *list, const char *title)
{
    add(list, INFO_HEAD)->cells[0] = title;
}

void info_say(InfoList *list, const char *text)
{
    add(list, INFO_NONE)->cells[0] = text;
}

static const char *kept(InfoList *list, const char *text)
{
    return arena_dup(list->arena, text ? text : "");
}

static void finding_line(InfoList *list, Stage *stage, const CaseFile *file,
                         const Judged *judged, const Finding *found)
{
    Session *session = stage_session(stage);
    InfoLine *line = add(list, INFO_FINDING);
    Buf why = BUF_INIT;
    Gap place;
    line->severity = found->severity;
    line->lacks = finding_lacks(found);
    line->cells[0] = finding_has_rule(found) ? kept(list, found->rule) : "";
    line->cells[1] = kept(list, found->message);
    finding_explain(found, session_fields(session), session_knowledge(session), &why);
    line->why = arena_dup(list->arena, why.data);
    buf_free(&why);
    if (!gap_of(file, session_fields(session)->codes, judged, found, &place))
        return;
    line->field = place.field;
    line->row = place.row;
    line->document = found->document ? kept(list, found->document) : NULL;
    line->cells[2] = _(tab_def(tab_of(catalog_field(place.field)->record))->title);
}

bool info_findings(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    const Judged *judged;
    if (!app_case_judged(stage_session(stage), file, &judged, err))
        return false;
    if (!judged->n_findings)
        info_say(list, _("No findings: nothing stands in the way"));
    for (size_t i = 0; i < judged->n_findings; i++)
        finding_line(list, stage, file, judged, &judged->findings[i]);
    app_judged_free(judged);
    return true;
}

size_t info_warns(const InfoList *list)
{
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++)
        n += list->lines[i].kind == INFO_FINDING && list->lines[i].severity == SEV_WARN;
    return n;
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
            head(list, _("Documents that are still open"));
        any = true;
        InfoLine *line = add(list, INFO_DOCUMENT);
        line->document = line->cells[0] = kept(list, item->code);
        line->cells[1] = kept(list, item->title);
        line->cells[2] = kept(list, item->because);
        line->field = F_DOCUMENT_code;
        line->row = item->row < 0 ? 0 : (size_t)item->row;
    }
    app_judged_free(judged);
    return true;
}

static void add_changes(InfoList *list, const Change *changes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        InfoLine *line = add(list, INFO_CHANGE);
        line->cells[0] = changes[i].what;
        line->cells[1] = changes[i].before;
        line->cells[2] = changes[i].after;
        line->cells[3] = changes[i].when;
        line->cells[4] = changes[i].who;
        if (changes[i].field < FIELD_COUNT && changes[i].row < SIZE_MAX) {
            line->field = changes[i].field;
            line->row = changes[i].row;
        }
    }
}

bool info_changes(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    int64_t group = 0;
    Change *changes;
    size_t n;
    if (!app_last_return(stage_session(stage), case_head_of(file)->id, &group, err))
        return false;
    if (!group)
        return true;
    if (!changes_since(stage_session(stage), file, group, list->arena, &changes, &n, err))
        return false;
    head(list, _("Changed since it was returned"));
    if (!n)
        info_say(list, _("Nothing was changed"));
    add_changes(list, changes, n);
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
    add_changes(list, changes, n);
    return true;
}

static const char *verb_text(InfoList *list, const char *word)
{
    for (int verb = 0; verb < VERB_COUNT; verb++) {
        if (!strcmp(verb_word((Verb)verb), word))
            return kept(list, verb_label((Verb)verb));
    }
    return kept(list, word);
}

bool info_decisions(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const CodeTable *reasons = codes_table(fields->codes, "return_reason");
    ReviewRow *rows;
    size_t n;
    if (!app_decisions(stage_session(stage), case_head_of(file)->id, list->arena, &rows, &n,
                       err))
        return false;
    if (!n)
        return true;
    head(list, _("Decisions so far"));
    for (size_t i = 0; i < n; i++) {
        InfoLine *line = add(list, INFO_DECISION);
        const CodeEntry *reason =
            rows[i].reason && reasons ? code_find(reasons, rows[i].reason) : NULL;
        Day day;
        int hour, minute;
        if (rows[i].at && instant_local(rows[i].at, &day, &hour, &minute))
            line->cells[0] = arena_printf(list->arena, "%02d-%02d %02d:%02d", day.month,
                                          day.day, hour, minute);
        line->cells[1] = kept(list, rows[i].user);
        line->cells[2] = verb_text(list, rows[i].verb);
        line->cells[3] = kept(list, reason ? code_text(reason, fields->lang) : rows[i].reason);
        line->cells[4] = kept(list, rows[i].comment);
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
    head(list, _("Findings that stood open at the approval, as they were then"));
    for (size_t i = 0; i < n; i++) {
        InfoLine *line = add(list, INFO_FINDING);
        Buf why = BUF_INIT;
        line->severity = strcmp(found[i].severity, "warn") ? SEV_INFO : SEV_WARN;
        line->cells[0] = kept(list, found[i].rule);
        line->cells[1] = kept(list, found[i].message);
        line->cells[2] = kept(list, found[i].by);
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

/* ---- drawing ---- */

/* How the cells of a kind share the row: columns when negative, the rest in percent; 0 ends. */
static const int shares[][INFO_CELLS] = {
    [INFO_HEAD] = {100},
    [INFO_FINDING] = {-6, 82, 18},
    [INFO_DOCUMENT] = {-4, 55, 45},
    [INFO_CHANGE] = {38, 31, 31, -12, -8},
    [INFO_DECISION] = {-12, -10, 20, 30, 50},
    [INFO_NONE] = {100},
};

static Style severity_style(Severity severity)
{
    return severity == SEV_BLOCK ? ST_ERROR : severity == SEV_WARN ? ST_WARN : ST_TEXT;
}

static Style line_style(const InfoLine *line)
{
    switch (line->kind) {
    case INFO_HEAD:
        return ST_TITLE;
    case INFO_FINDING:
        return line->lacks ? ST_TEXT : severity_style(line->severity);
    case INFO_NONE:
        return ST_DIM;
    case INFO_DOCUMENT:
    case INFO_CHANGE:
    case INFO_DECISION:
        break;
    }
    return ST_TEXT;
}

static Sign line_sign(const InfoLine *line)
{
    return line->lacks                   ? SIGN_EMPTY
           : line->severity == SEV_BLOCK ? SIGN_BLOCK
           : line->severity == SEV_WARN  ? SIGN_WARN
                                         : SIGN_INFO;
}

static void draw_line(const InfoLine *line, bool here, Frame *frame, Rect rect)
{
    Style style = here ? ST_SELECTED : line_style(line);
    int col = rect.col + MARGIN, end = rect.col + rect.cols - 1;
    frame_fit(frame, rect.row, rect.col, rect.cols, here ? ST_SELECTED : ST_TEXT, "",
              TEXT_LEFT);
    frame_put(frame, rect.row, rect.col, 2, style, here ? " >" : "");
    if (line->kind == INFO_FINDING)
        col +=
            frame_put(frame, rect.row, col, 2, style, frame_sign(frame, line_sign(line))) + 1;
    if (line->kind == INFO_HEAD)
        col = rect.col + 2;
    int room = end - col;
    for (int i = 0; i < INFO_CELLS; i++)
        room += shares[line->kind][i] < 0 ? shares[line->kind][i] : 0;
    for (int i = 0; i < INFO_CELLS && shares[line->kind][i]; i++) {
        bool last = i + 1 == INFO_CELLS || !shares[line->kind][i + 1];
        int share = shares[line->kind][i];
        int cols = last ? end - col : share < 0 ? -share : room * share / 100;
        const char *text = line->cells[i];
        if (line->kind == INFO_CHANGE && (i == 1 || i == 2) && !*text &&
            line->field < FIELD_COUNT)
            text = _("(empty)");
        if (cols > 1)
            frame_fit(frame, rect.row, col, cols - !last, style, text, TEXT_LEFT);
        col += cols;
    }
}

void info_wrap(Frame *frame, Rect rect, Style style, const char *text)
{
    TextLine *lines = NULL;
    size_t n = text_wrap(text, rect.cols - 2, &lines);
    Buf row = BUF_INIT;
    for (size_t i = 0; i < n && (int)i < rect.rows; i++) {
        buf_clear(&row);
        buf_add_bytes(&row, text + lines[i].from, lines[i].to - lines[i].from);
        if ((int)i + 1 == rect.rows && i + 1 < n)
            buf_add(&row, frame_sign(frame, SIGN_CUT));
        frame_fit(frame, rect.row + (int)i, rect.col + 1, rect.cols - 2, style, row.data,
                  TEXT_LEFT);
    }
    buf_free(&row);
    free(lines);
}

/* The selected line in full: what a row had to cut. */
static void draw_full(const InfoLine *line, Frame *frame, Rect rect)
{
    Buf text = BUF_INIT;
    bool change = line->kind == INFO_CHANGE && line->field < FIELD_COUNT;
    for (int i = 0; i < INFO_CELLS; i++) {
        const char *cell = line->cells[i];
        if (change && i == 2)
            buf_addf(&text, " %s ", frame_sign(frame, SIGN_ARROW));
        else if (text.len && (*cell || (change && i == 1)))
            buf_add(&text, "  ");
        if (change && (i == 1 || i == 2) && !*cell)
            cell = _("(empty)");
        buf_add(&text, cell);
    }
    for (size_t i = 0; i < text.len; i++) {
        if (text.data[i] == '\n')
            text.data[i] = ' ';
    }
    info_wrap(frame, rect, ST_DIM, text.data);
    buf_free(&text);
}

void info_draw(InfoList *list, Frame *frame, Rect rect)
{
    const InfoLine *selected = info_selected(list);
    int rows = rect.rows;
    bool full = selected && selected->kind != INFO_HEAD && selected->kind != INFO_NONE &&
                rect.rows >= ROWS_FOR_FULL;
    if (rect.rows >= ROWS_FOR_FULL)
        rows -= FULL_ROWS + 1;
    list_set_rows(&list->view, rows);
    for (int i = 0; i < rows && list->view.first + i < (int64_t)list->n; i++) {
        int64_t at = list->view.first + i;
        draw_line(&list->lines[at], at == list->view.selected, frame,
                  (Rect){rect.row + i, rect.col, 1, rect.cols});
    }
    frame_cursor(frame, rect.row + (int)(list->view.selected - list->view.first), rect.col + 1);
    if (full)
        draw_full(selected, frame, (Rect){rect.row + rows + 1, rect.col, FULL_ROWS, rect.cols});
}
