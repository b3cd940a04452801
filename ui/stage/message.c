/* The message line, over the status line and as many rows above as it needs. */
#include "config.h"

#include "ui/stage/message.h"

#include <stdarg.h>
#include <stdlib.h>

#include "app/case.h"
#include "app/judge.h"
#include "app/move.h"
#include "base/i18n.h"
#include "base/text/text.h"
#include "ui/stage/inner.h"

enum { MESSAGE_ROWS = 4 };

void stage_say(Stage *stage, MessageKind kind, const char *fmt, ...)
{
    va_list args;

    stage->message.kind = kind;
    stage->message.case_id = 0;
    buf_clear(&stage->message.text);
    va_start(args, fmt);
    buf_vaddf(&stage->message.text, fmt, args);
    va_end(args);
}

void stage_add_clear(const Stage *stage, Buf *text)
{
    if (session_sealed(stage->session))
        buf_addf(text, "%s%s", _("; "), _("it is not sealed: whoever has it can read it"));
}

void stage_say_written(Stage *stage, const char *fmt, ...)
{
    Buf text = BUF_INIT;
    va_list args;

    va_start(args, fmt);
    buf_vaddf(&text, fmt, args);
    va_end(args);
    stage_add_clear(stage, &text);
    stage_say(stage, MSG_DONE, "%s", text.data);
    buf_free(&text);
}

void stage_say_err(Stage *stage, const Err *err)
{
    stage_say(stage, err->kind == ERR_CANCELLED ? MSG_NOTE : MSG_ERROR, "%s", err->text);
}

/* What whoever approves has to find words for is known to whoever submits. */
static void add_warnings(Stage *stage, const CaseFile *file, const Standing *standing,
                         Buf *text)
{
    const Judged *judged = NULL;
    size_t warns = 0;

    if (standing->amendment != STATUS_SUBMITTED ||
        !app_case_judged(stage->session, file, &judged, NULL))
        return;
    warns = findings_counted(judged->findings, judged->n_findings).warns;
    app_judged_free(judged);
    if (warns) {
        buf_add(text, _("; "));
        buf_addf(text,
                 ngettext("%zu warning is open, for who approves to answer",
                          "%zu warnings are open, for who approves to answer",
                          (unsigned long)warns),
                 warns);
    }
}

void stage_say_status(Stage *stage, const CaseFile *file, bool undone)
{
    const CaseHead *head = case_head_of(file);
    Standing standing;
    Buf key = BUF_INIT, now = BUF_INIT;

    if (!app_case_standing(file, &standing, NULL))
        return;
    standing_say(&standing, &now);
    keymap_keys(stage->keymap, CMD_UNDO, !stage_plain(stage), false, &key);
    if (undone)
        /* TRANSLATORS: number of the case, its new status, a key. */
        stage_say(stage, MSG_DONE, _("Case %s is now: %s; %s takes it back"), head->no,
                  now.data, key.data);
    else
        /* TRANSLATORS: number of the case, its new status. */
        stage_say(stage, MSG_DONE, _("Case %s is now: %s"), head->no, now.data);
    add_warnings(stage, file, &standing, &stage->message.text);
    buf_free(&key);
    buf_free(&now);
    stage->message.case_id = head->id;
    stage->message.standing = standing;
}

void message_follow(Stage *stage)
{
    CaseFile *file = NULL;
    Standing standing;

    if (!stage->message.text.len || !stage->message.case_id)
        return;
    if (!app_case_open_id(stage->session, stage->message.case_id, &file, NULL) ||
        !app_case_standing(file, &standing, NULL) ||
        standing.status != stage->message.standing.status ||
        standing.amendment != stage->message.standing.amendment)
        buf_clear(&stage->message.text);
    case_free(file);
}

Message message_set_aside(Stage *stage)
{
    Message message = stage->message;

    stage->message.text = (Buf)BUF_INIT;
    return message;
}

void message_put_back(Stage *stage, const Message *message)
{
    buf_free(&stage->message.text);
    stage->message = *message;
}

void message_draw(Stage *stage, Frame *frame)
{
    static const struct {
        Sign sign;
        Style style;
    } kinds[] = {
        [MSG_NOTE] = {SIGN_INFO, ST_TEXT},
        [MSG_DONE] = {SIGN_DONE, ST_OK},
        [MSG_WARN] = {SIGN_WARN, ST_WARN},
        [MSG_ERROR] = {SIGN_BLOCK, ST_ERROR},
    };
    TextLine *lines = NULL;
    Style style = kinds[stage->message.kind].style;
    int cols = frame_cols(frame), last = frame_rows(frame) - 2;

    if (!stage->message.text.len)
        return;
    const char *sign = frame_sign(frame, kinds[stage->message.kind].sign);
    int indent = 2 + text_cols(sign);
    int n = (int)text_wrap(stage->message.text.data, cols - indent - 1, &lines);
    if (n > MESSAGE_ROWS)
        n = MESSAGE_ROWS;
    frame_cover(frame, (Rect){last - n + 1, 0, n, cols});
    for (int i = 0; i < n; i++) {
        int row = last - n + 1 + i;
        Buf line = BUF_INIT;
        if (i == 0)
            frame_put(frame, row, 1, -1, style, sign);
        buf_add_bytes(&line, stage->message.text.data + lines[i].from,
                      lines[i].to - lines[i].from);
        frame_put(frame, row, indent, -1, style, line.data);
        buf_free(&line);
    }
    free(lines);
}
