/* The open marks of the case, read when it has changed, and the way from one to the next in the
 * order of the form. A mark whose row is gone, or that is about the case as a whole, stands on
 * the tab of the review alone. */
#include "config.h"

#include "ui/case/marks.h"

#include <stdlib.h>
#include <string.h>

#include "app/move.h"
#include "base/arena.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/ask/ask.h"
#include "ui/case/drafts.h"
#include "ui/case/entry.h"
#include "ui/case/screen.h"
#include "ui/case/tab_info.h"
#include "ui/parts/marking.h"
#include "ui/parts/marks.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

enum { ANSWER_LINES = 5 };

/* What is typed is kept under the mark that it answers, "comment.reply.17", or under the field
 * that is to be marked, "comment.mark.patient.phone". */
static const char answer_question[] = "comment.reply.", mark_question[] = "comment.mark.";

struct CaseMarks {
    Arena *arena;
    Mark *open;
    const char **words; /* of each, as they stand at its field */
    size_t n;
    int64_t answering; /* the mark that is asked about */
    Marking making;
};

static const CaseFile *file_of(void *screen)
{
    return work_file(((CaseScreen *)screen)->work);
}

static void follow(void *screen, Stage *stage)
{
    CaseScreen *self = screen;
    Err err = {0};
    if (!work_reload(self->work, &err))
        stage_say_err(stage, &err);
    case_follow(self, stage);
}

CaseMarks *marks_new(CaseScreen *self)
{
    static const MarkingHost host = {.file = file_of, .follow = follow};
    CaseMarks *marks = xcalloc(1, sizeof *marks);
    marks->arena = arena_new();
    marking_init(&marks->making, &host, self);
    return marks;
}

void marks_free(CaseMarks *marks)
{
    arena_free(marks->arena);
    marking_free(&marks->making);
    free(marks);
}

/* "Zhou: basis of an amount: please add the quote", and the answer when there is one. */
static const char *words_of(Stage *stage, const Mark *mark, Arena *arena)
{
    const char *words = mark_words(stage_session(stage), mark, arena);
    if (!*mark->answer)
        /* TRANSLATORS: who marked a field, and what they say. */
        return arena_printf(arena, _("%s marks: %s"), mark->by, words);
    /* TRANSLATORS: who marked a field, what they say, and the answer. */
    return arena_printf(arena, _("%s marks: %s (answered: %s)"), mark->by, words, mark->answer);
}

void marks_load(CaseScreen *self, Stage *stage)
{
    CaseMarks *marks = self->marks;
    Mark *all;
    size_t n;
    Err err = {0};
    arena_reset(marks->arena);
    marks->n = 0;
    if (!app_marks(stage_session(stage), case_head_of(work_file(self->work))->id, marks->arena,
                   &all, &n, &err))
        stage_say_err(stage, &err);
    marks->open = all;
    marks->words = arena_alloc(marks->arena, (n + 1) * sizeof *marks->words);
    for (size_t i = 0; i < n; i++) {
        if (!all[i].open)
            continue;
        marks->open[marks->n] = all[i];
        marks->words[marks->n++] = words_of(stage, &all[i], marks->arena);
    }
}

bool marks_any(const CaseScreen *self)
{
    return self->marks->n > 0;
}

/* ---- where ---- */

/* row: of the case; item: the line of a fixed list, whose row may not be there yet. A paper in
 * the list of papers stands for all that is said of its fields: few are cells. */
static bool stands_at(const CaseScreen *self, const Mark *mark, FieldId field, size_t row,
                      const char *item)
{
    const MarkPlace *place = &mark->place;
    bool paper = item && place->record == REC_DOCUMENT;
    if (place->record == REC_COUNT || catalog_field(field)->record != place->record ||
        (place->field < FIELD_COUNT && place->field != field && !paper))
        return false;
    if (item && *place->item)
        return strcmp(item, place->item) == 0;
    return mark_row(place, work_file(self->work)) == row;
}

/* Where each field is a line, what is said of all of them is said above the others. */
static bool is_first_field(const CaseScreen *self, const FormLine *line)
{
    const FormLine *above = line > case_form(self)->lines ? line - 1 : NULL;
    return line->kind != LINE_FIELD || !above || above->kind != LINE_FIELD ||
           catalog_field(above->field)->record != catalog_field(line->field)->record;
}

void marks_at(const void *screen, FieldId field, const FormLine *line, size_t row, Buf *out)
{
    const CaseScreen *self = screen;
    bool first = !line || is_first_field(self, line);
    for (size_t i = 0; i < self->marks->n; i++) {
        if ((first || self->marks->open[i].place.field < FIELD_COUNT) &&
            stands_at(self, &self->marks->open[i], field, row, line ? line->item : NULL))
            buf_addf(out, "%s%s", out->len ? "\n" : "", self->marks->words[i]);
    }
}

bool marks_on_paper(const CaseScreen *self, const char *code, size_t row)
{
    for (size_t i = 0; i < self->marks->n; i++) {
        if (stands_at(self, &self->marks->open[i], F_DOCUMENT_code, row, code))
            return true;
    }
    return false;
}

/* The field with the focus and the line of a fixed list on which it stands; false: none has. */
static bool focus_of(const CaseScreen *self, FieldId *field, size_t *row, const char **item)
{
    const Form *form = case_form(self);
    const FormStop *stop = form ? form_stop(form) : NULL;
    Tab *tab = shown_tab(self);
    *field = FIELD_COUNT;
    *row = 0;
    *item = NULL;
    if (stop) {
        *field = stop->field;
        *row = stop->row;
        *item = form_line(form)->item;
    } else if (tab->ops->focus) {
        tab->ops->focus(tab, field, row);
    }
    if (*field == FIELD_COUNT || catalog_field(*field)->record != REC_DOCUMENT || stop)
        return *field < FIELD_COUNT;
    if (*row >= work_judged(self->work)->n_documents)
        return false;
    const ChecklistItem *document = &work_judged(self->work)->documents[*row];
    *item = document->code;
    *row = document->row < 0 ? SIZE_MAX : (size_t)document->row;
    return true;
}

/* On the tab of the review the line that is selected tells of a mark. */
static int64_t listed_mark(const CaseScreen *self)
{
    if (shown_tab(self)->ops != &review_tab)
        return 0;
    const InfoLine *line = info_selected(info_tab_list(shown_tab(self)));
    return line ? line->mark : 0;
}

/* The mark at the focus: the first that has no answer yet, else the last; NULL: none. */
static const Mark *mark_here(const CaseScreen *self)
{
    FieldId field;
    size_t row;
    const char *item;
    const Mark *found = NULL;
    int64_t listed = listed_mark(self);
    bool focus = focus_of(self, &field, &row, &item);
    for (size_t i = 0; i < self->marks->n; i++) {
        const Mark *mark = &self->marks->open[i];
        bool here =
            listed ? mark->id == listed : focus && stands_at(self, mark, field, row, item);
        if (here && (!found || *found->answer))
            found = mark;
    }
    return found;
}

void marks_tell(const CaseScreen *self, Buf *out)
{
    FieldId field;
    size_t row;
    const char *item;
    if (case_form(self) || !focus_of(self, &field, &row, &item))
        return;
    for (size_t i = 0; i < self->marks->n; i++) {
        if (!stands_at(self, &self->marks->open[i], field, row, item))
            continue;
        buf_clear(out);
        buf_add(out, self->marks->words[i]);
    }
}

/* ---- from one to the next ---- */

/* The place of a mark as a Gap has it; false: it stands nowhere in the case. */
static bool gap_of_mark(const CaseScreen *self, Stage *stage, const Mark *mark, Gap *out)
{
    const MarkPlace *place = &mark->place;
    const Codes *codes = session_fields(stage_session(stage))->codes;
    const Judged *judged = work_judged(self->work);
    size_t row = mark_row(place, work_file(self->work));
    if (place->record == REC_COUNT || (row == SIZE_MAX && !*place->item))
        return false;
    out->field =
        place->field < FIELD_COUNT ? place->field : catalog_record(place->record)->first;
    out->row = gap_row(work_file(self->work), codes, place->record, row);
    if (place->record == REC_DOCUMENT) {
        out->field = F_DOCUMENT_code;
        out->row = gap_document(judged, place->item);
    } else if (place->record == REC_DISCLOSURE && place->field == FIELD_COUNT) {
        out->field = F_DISCLOSURE_answer;
    }
    return true;
}

/* The places of all marks in the order of the form, each once. */
static size_t places_of(const CaseScreen *self, Stage *stage, Gap *gaps)
{
    size_t n = 0;
    for (size_t i = 0; i < self->marks->n && n < GAPS_MAX; i++)
        n += gap_of_mark(self, stage, &self->marks->open[i], &gaps[n]);
    return gaps_sort(gaps, n);
}

static void say_mark(CaseScreen *self, Stage *stage, size_t at, size_t n)
{
    const Mark *mark = mark_here(self);
    Arena *arena = arena_new();
    if (mark)
        /* TRANSLATORS: which of how many marks; where it stands; what it says. */
        stage_say(stage, MSG_NOTE, _("Mark %zu of %zu, %s: %s"), at + 1, n,
                  mark_title(stage_session(stage), work_file(self->work), &mark->place, arena),
                  mark_words(stage_session(stage), mark, arena));
    arena_free(arena);
}

bool marks_next(CaseScreen *self, Stage *stage)
{
    Gap gaps[GAPS_MAX];
    FieldId field = FIELD_COUNT;
    size_t row = 0;
    Tab *tab = shown_tab(self);
    if (!entry_commit(self, stage))
        return true;
    size_t n = places_of(self, stage, gaps);
    if (!n) {
        case_show_tab(self, stage, tab_with(&review_tab));
        return true;
    }
    /* The tab of the review is not among those of the form: from there on to the first. */
    if (tab->ops->focus)
        tab->ops->focus(tab, &field, &row);
    size_t at = tab->ops == &review_tab ? 0 : gap_after(gaps, n, self->tab, field, row);
    case_go_gap(self, stage, &gaps[at]);
    say_mark(self, stage, at, n);
    return true;
}

/* ---- answering ---- */

static size_t unanswered(const CaseScreen *self)
{
    size_t n = 0;
    for (size_t i = 0; i < self->marks->n; i++)
        n += !*self->marks->open[i].answer;
    return n;
}

static TextFate answered(Stage *stage, void *ctx, const char *text)
{
    CaseScreen *self = ctx;
    Err err = {0};
    bool done = app_mark_reply(stage_session(stage), work_file(self->work),
                               self->marks->answering, text, &err);
    Err again = {0};
    if (done && !work_reload(self->work, &again))
        stage_say_err(stage, &again);
    case_follow(self, stage);
    size_t left = unanswered(self);
    if (!done)
        stage_say_err(stage, &err);
    else if (left)
        stage_say(stage, MSG_DONE,
                  ngettext("Answered; %zu mark without an answer",
                           "Answered; %zu marks without an answer", (unsigned long)left),
                  left);
    else
        stage_say(stage, MSG_DONE, _("Answered; all marks have an answer"));
    return done ? TEXT_STORED : TEXT_STAYS;
}

static void ask_answer(CaseScreen *self, Stage *stage, const Mark *mark)
{
    Arena *arena = arena_new();
    self->marks->answering = mark->id;
    ask(stage,
        &(Question){
            .title =
                mark_title(stage_session(stage), work_file(self->work), &mark->place, arena),
            .text = arena_printf(arena, "%s\n%s", mark_words(stage_session(stage), mark, arena),
                                 _("What was done about it:")),
            .lines = ANSWER_LINES,
            .chars = MARK_CHARS,
            .typed = TYPED_WORDS,
            .kept_as = arena_printf(arena, "%s%lld", answer_question, (long long)mark->id),
            .case_id = case_head_of(work_file(self->work))->id,
            .store = answered,
            .ctx = self});
    arena_free(arena);
}

bool marks_answer(CaseScreen *self, Stage *stage)
{
    Err err = {0};
    if (!entry_commit(self, stage))
        return true;
    const Mark *mark = mark_here(self);
    if (!mark)
        stage_say(stage, MSG_NOTE, _("No mark stands here"));
    else if (!app_case_may(stage_session(stage), work_file(self->work), VERB_REPLY, &err))
        stage_say_err(stage, &err);
    else
        ask_answer(self, stage, mark);
    return true;
}

/* ---- making one ---- */

/* Kept under the field that is to be marked, or its record where it is the row as a whole. */
static void make_at(CaseMarks *marks, MarkPlace place)
{
    Buf name = BUF_INIT;
    buf_addf(&name, "%s%s", mark_question, catalog_record(place.record)->key);
    if (place.field < FIELD_COUNT)
        buf_addf(&name, ".%s", catalog_field(place.field)->key);
    marking_at(&marks->making, place, name.data);
    buf_free(&name);
}

static bool take_place(CaseScreen *self)
{
    FieldId field;
    size_t row;
    const char *item;
    if (!focus_of(self, &field, &row, &item))
        return false;
    RecordId record = catalog_field(field)->record;
    make_at(self->marks, mark_place(work_file(self->work), record,
                                    record == REC_DOCUMENT ? FIELD_COUNT : field, row, item));
    return true;
}

bool marks_make(CaseScreen *self, Stage *stage)
{
    Marking *making = &self->marks->making;
    if (!entry_commit(self, stage) || !marking_may(making, stage))
        return true;
    if (take_place(self))
        marking_ask(making, stage);
    else
        stage_say(stage, MSG_NOTE, _("Nothing stands here that can be marked"));
    return true;
}

/* The row of the key, or the one that its item stands for. */
static size_t row_of_key(const CaseFile *file, RecordId record, const DraftKey *key)
{
    const MarkPlace place = {.record = record, .row_id = key->row_id, .item = key->item};
    return mark_row(&place, file);
}

static bool make_again(CaseScreen *self, Stage *stage, const char *path, const DraftKey *key)
{
    const CaseFile *file = work_file(self->work);
    const FieldDef *field = drafts_field_of(path);
    const RecordDef *record = field ? catalog_record(field->record) : catalog_find_record(path);
    if (!record)
        return false;
    make_at(self->marks, mark_place(file, record->id, field ? field->id : FIELD_COUNT,
                                    row_of_key(file, record->id, key), key->item));
    marking_ask_words(&self->marks->making, stage);
    return true;
}

static bool answer_again(CaseScreen *self, Stage *stage, int64_t id)
{
    Gap place;
    for (size_t i = 0; i < self->marks->n; i++) {
        if (self->marks->open[i].id != id)
            continue;
        if (gap_of_mark(self, stage, &self->marks->open[i], &place))
            case_go_gap(self, stage, &place);
        ask_answer(self, stage, &self->marks->open[i]);
        return true;
    }
    return false;
}

bool marks_again(CaseScreen *self, Stage *stage, const DraftKey *key)
{
    const char *question = key->place;
    size_t answer = strlen(answer_question), mark = strlen(mark_question);
    if (strncmp(question, answer_question, answer) == 0)
        return answer_again(self, stage, strtoll(question + answer, NULL, 10));
    return strncmp(question, mark_question, mark) == 0 &&
           make_again(self, stage, question + mark, key);
}
