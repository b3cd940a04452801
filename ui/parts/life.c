/* What is said of the life of a case. It decides nothing: the desk and the open ends do. */
#include "config.h"

#include "ui/parts/life.h"

#include <string.h>

#include "app/life.h"
#include "app/open_ends.h"
#include "base/i18n.h"
#include "ui/cmd/keymap.h"
#include "ui/stage/chrome.h"
#include "ui/stage/stage.h"

void life_tell_stop(const char *word, bool brief, const Frame *frame, Buf *out)
{
    StopReason reason;
    if (!word || !stop_parse(word, &reason))
        return;
    buf_addf(out, "%s ", frame_sign(frame, SIGN_BLOCK));
    if (brief)
        buf_add(out, _("stopped"));
    else
        buf_addf(out, _("stopped: %s"), stop_label(reason));
}

void life_tell(const CaseFile *file, Buf *out)
{
    Life life;
    const CaseHead *head = case_head_of(file);
    /* What was exported says so beside its status, and so does what is closed. */
    bool said = head->erased || !head->life || !life_parse(head->life, &life) ||
                life == LIFE_PREPARED || life == LIFE_SENT ||
                (life == LIFE_CLOSED && strcmp(head->status, status_word(STATUS_CLOSED)) == 0);
    if (!said)
        buf_addf(out, " · %s", life_label(life));
}

/* ---- the follow-up ---- */

static const char *day_of(Arena *arena, const char *instant)
{
    char text[DAY_TEXT] = "";
    Day day;
    int hour, minute;
    if (instant_local(instant, &day, &hour, &minute))
        day_format(day, text);
    return arena_dup(arena, text);
}

static void add_stage(SumLines *lines, const CaseLife *life, Stage *stage)
{
    Buf key = BUF_INIT;
    const LifeRow *last = life->n_steps ? &life->steps[life->n_steps - 1] : NULL;
    keymap_keys(stage_keymap(stage), CMD_CASE_LIFE, true, false, &key);
    if (last)
        sums_add(lines, ST_LABEL,
                 /* TRANSLATORS: the stage of a case, a day, who said so, a key. */
                 arena_printf(lines->arena, _("Stage: %s since %s (%s); %s moves it on"),
                              life_label_of(life->now, life->file), last->on, last->by,
                              key.data));
    else
        sums_add(lines, ST_LABEL,
                 /* TRANSLATORS: the stage of a case, a key. */
                 arena_printf(lines->arena, _("Stage: %s; %s moves it on"),
                              life_label_of(life->now, life->file), key.data));
    buf_free(&key);
}

static const char *behind(Arena *arena, const char *words)
{
    return *words ? arena_printf(arena, _(": %s"), words) : "";
}

static void add_stop(SumLines *lines, const Stop *stop, Frame *frame)
{
    Arena *arena = lines->arena;
    if (stop->open)
        sums_add(lines, ST_ERROR,
                 /* TRANSLATORS: a sign, the day, the reason, who stopped it, ": " and words. */
                 arena_printf(arena, _("%s Stopped on %s: %s (%s)%s"),
                              frame_sign(frame, SIGN_BLOCK), day_of(arena, stop->at),
                              stop_label(stop->reason), stop->by, behind(arena, stop->words)));
    else
        sums_add(lines, ST_DIM,
                 /* TRANSLATORS: a reason of a stop, the day, who decided, with which words. */
                 arena_printf(arena,
                              stop->ends ? _("Stopped (%s), decided on %s by %s that it stays "
                                             "held: %s")
                                         : _("Stopped (%s), decided on %s by %s: %s"),
                              stop_label(stop->reason), day_of(arena, stop->decided_at),
                              stop->decided_by, stop->decision));
}

static void add_end(SumLines *lines, Session *session, const CaseLife *life)
{
    const LifeRow *last = &life->steps[life->n_steps - 1];
    const CodeTable *reasons = app_close_reasons(session);
    const CodeEntry *entry = reasons ? code_find(reasons, last->reason) : NULL;
    if (entry || *last->comment)
        sums_add(lines, ST_TEXT,
                 arena_printf(lines->arena, "%s%s",
                              entry ? code_text(entry, session_lang(session)) : "",
                              behind(lines->arena, last->comment)));
}

/* What is to be done, in the order in which it is best done. */
static void add_ends(SumLines *lines, Stage *stage, const CaseFile *file, Life now)
{
    OpenEnd *ends;
    size_t n;
    Err err = {0};
    if (!app_open_ends(stage_session(stage), file, lines->arena, &ends, &n, &err)) {
        sums_add(lines, ST_WARN, err.text);
        return;
    }
    for (size_t i = 0; i < n; i++)
        sums_add(lines, ST_WARN, arena_printf(lines->arena, _("To do: %s"), ends[i].text));
    /* Before raising has ended there is a next step, although nothing is owed. */
    if (!n && (now == LIFE_RAISING_ENDED || now == LIFE_SETTLING))
        sums_add(lines, ST_OK, _("Nothing is open: the case can be closed"));
}

void life_read(Stage *stage, const CaseFile *file, SumLines *lines)
{
    CaseLife life;
    Err err = {0};
    Frame *frame = stage_frame(stage);
    sums_end(lines);
    sums_begin(lines);
    if (!app_case_life(stage_session(stage), case_head_of(file)->id, lines->arena, &life,
                       &err)) {
        sums_add(lines, ST_WARN, err.text);
        return;
    }
    /* A case that nobody has sent or stopped has no life yet. */
    if (life.now == LIFE_PREPARED && !case_head_of(file)->in_force && !life.n_stops)
        return;
    add_stage(lines, &life, stage);
    if (life.n_stops)
        add_stop(lines, life.stop ? life.stop : &life.stops[life.n_stops - 1], frame);
    if (life_is_over(life.now) && life.n_steps)
        add_end(lines, stage_session(stage), &life);
    else if (life.now != LIFE_PREPARED || life.stop)
        add_ends(lines, stage, file, life.now);
}

/* The records below keep the greater part. */
int life_draw(const SumLines *lines, Frame *frame, Rect rect)
{
    enum { LEAST = 10 };
    int used = 0;
    for (int i = 0; i < lines->n; i++) {
        int rows = sums_rows(lines->lines[i].text, rect.cols - 2);
        if (used + rows > rect.rows - LEAST)
            break;
        info_wrap(frame, (Rect){rect.row + used, rect.col, rows, rect.cols},
                  lines->lines[i].style, lines->lines[i].text);
        used += rows;
    }
    return used ? used + 1 : 0;
}

/* ---- a page ---- */

bool info_stop(InfoList *list, Stage *stage, const CaseFile *file, Err *err)
{
    CaseLife life;
    if (!case_head_of(file)->stop)
        return true;
    if (!app_case_life(stage_session(stage), case_head_of(file)->id, list->arena, &life, err))
        return false;
    if (!life.stop)
        return true;
    Buf text = BUF_INIT;
    life_tell_stop(stop_word(life.stop->reason), false, stage_frame(stage), &text);
    info_head(list, arena_printf(list->arena, "%s%s", text.data,
                                 behind(list->arena, life.stop->words)));
    buf_free(&text);
    return true;
}
