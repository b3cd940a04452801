/* Loads the case when another one is asked for, and draws what fits. */
#include "config.h"

#include "ui/parts/preview.h"

#include <stdlib.h>
#include <string.h>

#include "app/case.h"
#include "app/judge.h"
#include "app/reveal.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "ui/parts/marks.h"
#include "ui/stage/message.h"
#include "ui/stage/stage.h"

struct Preview {
    int64_t case_id;
    CaseFile *file;
    Arena *arena;
    Finding *findings;
    size_t n_findings;
};

/* What a supervisor looks for first, from the catalogue. */
static const FieldId preview_fields[] = {
    F_PATIENT_name,    F_PATIENT_sex,     F_PATIENT_born_on,  F_PATIENT_id_number,
    F_PATIENT_phone,   F_ILLNESS_disease, F_ILLNESS_hospital, F_ILLNESS_department,
    F_ILLNESS_doctor,  F_INITIATOR_name,  F_PAYEE_kind,       F_PAYEE_name,
    F_CASE_target_fen, F_CASE_platform,   F_CASE_urgent,
};

Preview *preview_new(void)
{
    Preview *preview = xcalloc(1, sizeof *preview);

    preview->arena = arena_new();
    return preview;
}

void preview_forget(Preview *preview)
{
    case_free(preview->file);
    preview->file = NULL;
    preview->case_id = 0;
    preview->n_findings = 0;
    arena_reset(preview->arena);
}

void preview_free(Preview *preview)
{
    if (!preview)
        return;
    preview_forget(preview);
    arena_free(preview->arena);
    free(preview);
}

static bool preview_load(Preview *preview, Stage *stage, int64_t case_id)
{
    Err err = {0};

    if (preview->case_id == case_id)
        return preview->file;
    preview_forget(preview);
    preview->case_id = case_id;
    if (!app_case_open_id(stage_session(stage), case_id, &preview->file, &err) ||
        !app_case_findings(stage_session(stage), preview->file, preview->arena,
                           &preview->findings, &preview->n_findings, &err)) {
        stage_say_err(stage, &err);
        return false;
    }
    return true;
}

static int preview_draw_findings(const Preview *preview, Frame *frame, Rect rect, int row)
{
    static const struct {
        Sign sign;
        Style style;
    } marks[] = {
        [SEV_INFO] = {SIGN_INFO, ST_DIM},
        [SEV_WARN] = {SIGN_WARN, ST_WARN},
        [SEV_BLOCK] = {SIGN_BLOCK, ST_ERROR},
    };
    int end = rect.row + rect.rows;

    for (size_t i = 0; i < preview->n_findings && row < end; i++) {
        const Finding *finding = &preview->findings[i];
        TextLine *lines = NULL;
        size_t n = text_wrap(finding->message, rect.cols - 3, &lines);

        bool lacks = finding_lacks(finding);
        frame_put(frame, row, rect.col, 2, lacks ? ST_TEXT : marks[finding->severity].style,
                  frame_sign(frame, lacks ? SIGN_EMPTY : marks[finding->severity].sign));
        for (size_t k = 0; k < n && row < end; k++, row++) {
            Buf line = BUF_INIT;
            buf_add_bytes(&line, finding->message + lines[k].from, lines[k].to - lines[k].from);
            frame_put(frame, row, rect.col + 3, rect.cols - 3, ST_TEXT, line.data);
            buf_free(&line);
        }
        free(lines);
    }
    return row;
}

/* A name stands here without its heading, so whose it is takes the place of "Name". */
static const char *preview_label(FieldId id)
{
    const FieldDef *field = catalog_field(id);
    if (id == F_INITIATOR_name || id == F_PAYEE_name)
        return _(catalog_record(field->record)->label);
    return _(field->label);
}

/* Why the case was returned, before what it is about. */
static int draw_return(const Preview *preview, Stage *stage, Frame *frame, Rect rect, int row)
{
    Arena *arena = arena_new();
    const char *words = "";
    TextLine *lines = NULL;

    if (strcmp(case_head_of(preview->file)->status, status_word(STATUS_RETURNED)) == 0)
        words = return_words(stage_session(stage), preview->case_id, arena);
    size_t n = *words ? text_wrap(words, rect.cols, &lines) : 0;
    for (size_t i = 0; i < n && row < rect.row + rect.rows; i++, row++) {
        Buf line = BUF_INIT;
        buf_add_bytes(&line, words + lines[i].from, lines[i].to - lines[i].from);
        frame_put(frame, row, rect.col, rect.cols, ST_WARN, line.data);
        buf_free(&line);
    }
    free(lines);
    arena_free(arena);
    return row;
}

void preview_draw(Preview *preview, Stage *stage, int64_t case_id, Frame *frame, Rect rect)
{
    if (!preview_load(preview, stage, case_id))
        return;
    int label_cols = 0;
    for (size_t i = 0; i < COUNT_OF(preview_fields); i++) {
        int cols = text_cols(preview_label(preview_fields[i]));
        label_cols = cols > label_cols ? cols : label_cols;
    }
    int row = rect.row, end = rect.row + rect.rows;
    frame_fit(frame, row++, rect.col, rect.cols, ST_TITLE, case_head_of(preview->file)->no,
              TEXT_LEFT);
    row = draw_return(preview, stage, frame, rect, row);
    for (size_t i = 0; i < COUNT_OF(preview_fields) && row < end; i++) {
        const FieldDef *field = catalog_field(preview_fields[i]);
        const char *value = case_get(preview->file, field->id, 0);
        Buf shown = BUF_INIT;

        if (value)
            field_show_alone(app_fields(stage_session(stage), NULL), field, value, &shown);
        frame_fit(frame, row, rect.col, label_cols, ST_LABEL, preview_label(preview_fields[i]),
                  TEXT_LEFT);
        frame_fit(frame, row, rect.col + label_cols + 2, rect.cols - label_cols - 2, ST_VALUE,
                  shown.data, TEXT_LEFT);
        buf_free(&shown);
        row++;
    }
    preview_draw_findings(preview, frame, rect, row + 1);
}
