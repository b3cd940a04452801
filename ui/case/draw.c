/* How the case file is drawn around the tab that is shown: header with what is missing, strip
 * of tabs, and the line above the rule. */
#include "config.h"

#include "app/kept.h"
#include "app/move.h"
#include "app/pen.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "ui/case/drafts.h"
#include "ui/case/marks.h"
#include "ui/case/screen.h"
#include "ui/parts/life.h"
#include "ui/stage/chrome.h"
#include "ui/stage/stage.h"

/* Who the patient is, beside the name. */
static void header_person(CaseScreen *self, Stage *stage, Buf *out)
{
    const FieldContext *fields = session_fields(stage_session(stage));
    const char *sex = case_get(work_file(self->work), F_PATIENT_sex, 0);
    const char *born = case_get(work_file(self->work), F_PATIENT_born_on, 0);
    const CodeTable *sexes = codes_table(fields->codes, catalog_field(F_PATIENT_sex)->codes);
    const CodeEntry *entry = sex && sexes ? code_find(sexes, sex) : NULL;
    Day day;
    if (entry)
        buf_addf(out, "  %s", code_text(entry, fields->lang));
    if (born && day_parse(born, &day)) {
        int age = day_age(day, fields->today);
        buf_add(out, entry ? " " : "  ");
        /* TRANSLATORS: the age of a patient, beside name and sex. */
        buf_addf(out, ngettext("%d year", "%d years", (unsigned long)(age < 0 ? 0 : age)), age);
    }
}

/* What is at another station is only read here: that stands where the case stands. */
static bool tell_away(CaseScreen *self, Stage *stage, Buf *out)
{
    Pen pen;
    Arena *arena = arena_new();
    Session *session = stage_session(stage);
    bool away = app_pen(session, case_head_of(work_file(self->work))->id, arena, &pen, NULL) &&
                pen.away;
    if (away)
        buf_addf(out, "  %s", pen_words(&pen, session_today(session), arena));
    arena_free(arena);
    return away;
}

/* Where the case stands is whole: it takes the place of sex and age where not all has room.
 * False when there is none even so. Brief: why it is stopped gives way too. */
static bool header_left(CaseScreen *self, Stage *stage, int room, bool brief, Buf *out)
{
    const CaseHead *head = case_head_of(work_file(self->work));
    const char *name = case_get(work_file(self->work), F_PATIENT_name, 0);
    Buf person = BUF_INIT, stands = BUF_INIT;
    Standing standing;
    buf_addf(out, "%s", head->no ? head->no : "");
    if (!head->erased)
        buf_addf(out, "  %s", name ? name : _("(no name yet)"));
    /* Nobody may overlook that: it stands before what there may be no room for. */
    if (head->stop)
        buf_add(out, "  ");
    life_tell_stop(head->stop, brief, stage_frame(stage), out);
    header_person(self, stage, &person);
    if (app_case_standing(work_file(self->work), &standing, NULL)) {
        buf_add(&stands, "   ");
        standing_say(&standing, &stands);
    }
    life_tell(work_file(self->work), &stands);
    tell_away(self, stage, &stands);
    int least = text_cols(out->data) + (stands.len ? text_cols(stands.data) : 0);
    if (person.len && least + text_cols(person.data) <= room)
        buf_add(out, person.data);
    if (stands.len)
        buf_add(out, stands.data);
    buf_free(&person);
    buf_free(&stands);
    return least <= room;
}

/* What this person wrote about it meanwhile, which the history lists. */
static void tell_kept(CaseScreen *self, Stage *stage, Buf *out)
{
    size_t n = app_kept_count(stage_session(stage), case_head_of(work_file(self->work))->id);
    if (n)
        /* TRANSLATORS: values that somebody wrote while the case was at another station, kept
         * until it is home. Beside where the case is: few columns. */
        buf_addf(out, ngettext("%zu kept", "%zu kept", n), n);
}

static void header_right(CaseScreen *self, Stage *stage, bool with_key, Buf *out)
{
    Buf keys = BUF_INIT, away = BUF_INIT;
    const FindingCounts *counts = work_counts(self->work);
    bool done = case_head_of(work_file(self->work))->erased || tell_away(self, stage, &away);
    buf_free(&away);
    tell_kept(self, stage, out);
    if (done)
        return; /* nothing is to be done about it here */
    if (out->len)
        buf_add(out, "  ");
    findings_say_lacks(counts->missing, counts->papers, out);
    if (!work_gaps(self->work)->n && !counts->blocks)
        /* TRANSLATORS: over a case that lacks nothing, and has nothing in its way, in place of
         * "24 missing". */
        buf_add(out, _("complete"));
    if (with_key && work_gaps(self->work)->n) {
        keymap_keys(stage_keymap(stage), CMD_CASE_MISSING, true, false, &keys);
        buf_add(out, "  ");
        /* TRANSLATORS: %s is a key, e.g. "^N next": goes to the next thing missing. */
        buf_addf(out, _("%s next"), keys.data);
    }
    buf_free(&keys);
}

/* The key of the next gap gives way, for the last row has it too; then why the case is stopped,
 * which the follow-up says. */
static void make_header(CaseScreen *self, Stage *stage, const Frame *frame, Buf *left,
                        Buf *right)
{
    static const struct {
        bool with_key, brief;
    } ways[] = {{true, false}, {false, false}, {false, true}};
    bool fits = false;
    for (size_t i = 0; !fits && i < COUNT_OF(ways); i++) {
        buf_clear(left);
        buf_clear(right);
        header_right(self, stage, ways[i].with_key, right);
        fits = header_left(self, stage, stage_head_room(stage, frame, right->data),
                           ways[i].brief, left);
    }
}

/* One tab as drawn: brackets around the one that is shown. */
static void tab_text(const CaseScreen *self, const Frame *frame, int at, Buf *out)
{
    Tab *tab = self->tabs[at];
    char sign = tab_sign(at);
    bool here = at == self->tab, digit = sign >= '0' && sign <= '9';
    buf_addf(out, "%s%c%s%s", here ? "[" : " ", sign, digit ? "" : " ", _(tab->def->title));
    if (tab->ops->mark)
        tab->ops->mark(tab, frame, out);
    buf_add(out, here ? "]" : " ");
}

static int hidden_cols(int n)
{
    return 2 * n;
}

/* The signs of tabs that are not on the strip, behind the mark of its cut end; a tab that has
 * something to say of the case says that it has, in the blank behind its sign. */
static int draw_hidden(const CaseScreen *self, Frame *frame, int row, int col, const char *mark,
                       int from, int to)
{
    Buf said = BUF_INIT;
    if (from < to)
        frame_put(frame, row, col, 1, ST_DIM, mark);
    for (int i = from; i < to; i++) {
        int at = col + 2 * (i - from) + 1;
        frame_put(frame, row, at, 1, ST_KEY, (const char[]){tab_sign(i), 0});
        buf_clear(&said);
        if (self->tabs[i]->ops->mark)
            self->tabs[i]->ops->mark(self->tabs[i], frame, &said);
        if (said.len && i + 1 < to)
            frame_put(frame, row, at + 1, 1, ST_WARN, said.data);
    }
    buf_free(&said);
    return hidden_cols(to - from);
}

/* The strip scrolls so that the tab that is shown is wholly on it; each of the others is there
 * at least by its sign, which is its key after Esc. */
static void draw_tabs(CaseScreen *self, Frame *frame, int row, int cols)
{
    Buf texts[TABS];
    int widths[TABS], first = 0;
    /* TRANSLATORS: stands before the signs of the tabs: first Esc, then the sign. At most four
     * columns. */
    const char *prefix = _("Esc");
    int col = 1 + text_cols(prefix);
    for (int i = 0; i < TABS; i++) {
        buf_init(&texts[i]);
        tab_text(self, frame, i, &texts[i]);
        widths[i] = text_cols(texts[i].data);
    }
    for (;; first++) {
        int end = col + hidden_cols(first) + hidden_cols(TABS - self->tab - 1);
        for (int i = first; i <= self->tab; i++)
            end += widths[i];
        if (end <= cols || first == self->tab)
            break;
    }
    frame_fit(frame, row, 0, cols, ST_TEXT, "", TEXT_LEFT);
    frame_put(frame, row, 1, -1, ST_KEY, prefix);
    col += draw_hidden(self, frame, row, col, "<", 0, first);
    int i = first;
    for (; i < TABS && col + widths[i] + hidden_cols(TABS - i - 1) <= cols; i++) {
        bool here = i == self->tab;
        frame_put(frame, row, col, widths[i], here ? ST_FOCUS : ST_TEXT, texts[i].data);
        if (!here)
            frame_style(frame, row, col + 1, 1, ST_KEY);
        col += widths[i];
    }
    draw_hidden(self, frame, row, cols - hidden_cols(TABS - i), ">", i, TABS);
    for (i = 0; i < TABS; i++)
        buf_free(&texts[i]);
}

void case_tell_stored(CaseScreen *self, Stage *stage, Buf *out)
{
    if (!drafts_tell(self, stage, out) && *work_saved(self->work))
        /* TRANSLATORS: the clock time at which the last field was stored by itself. */
        buf_addf(out, _("saved %s"), work_saved(self->work));
}

static void tell_below(Tab *tab, Buf *out)
{
    int64_t below = tab->ops->list ? list_below(tab->ops->list(tab)) : 0;
    if (below)
        /* TRANSLATORS: rows of a list below the edge of the screen. */
        buf_addf(out, ngettext("%lld more", "%lld more", (unsigned long)below),
                 (long long)below);
}

/* The line above the rule: what the focus is about, what is below the edge, and that all is
 * stored. */
static void draw_status(CaseScreen *self, Stage *stage, Frame *frame)
{
    Buf left = BUF_INIT, right = BUF_INIT;
    Tab *shown = shown_tab(self);
    if (shown->ops->status)
        shown->ops->status(shown, stage, frame, &left);
    marks_tell(self, &left);
    tell_below(shown, &right);
    if (right.len)
        buf_add(&right, "  ");
    size_t below = right.len;
    case_tell_stored(self, stage, &right);
    if (below && right.len == below)
        buf_cut(&right, below - 2);
    stage_status(stage, frame, left.data, right.data);
    buf_free(&left);
    buf_free(&right);
}

void case_draw(Screen *screen, Stage *stage, Frame *frame)
{
    CaseScreen *self = (CaseScreen *)screen;
    Buf left = BUF_INIT, right = BUF_INIT;
    if (work_file(self->work))
        make_header(self, stage, frame, &left, &right);
    Rect head, body = stage_chrome_head(stage, frame, left.data, right.data, 1, &head);
    buf_free(&left);
    buf_free(&right);
    if (!work_file(self->work))
        return;
    draw_tabs(self, frame, head.row, head.cols);
    shown_tab(self)->ops->draw(shown_tab(self), stage, frame, body);
    draw_status(self, stage, frame);
}
