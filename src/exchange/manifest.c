/* The manifest as JSON: what the batch says of itself, then its sheets, rows and sums. */
#include "config.h"

#include "exchange/manifest.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/mem.h"

/* Texts of the store are UTF-8, which Jansson would refuse otherwise. */
static json_t *text(const char *value)
{
    json_t *made = json_string(value ? value : "");
    return made ? made : json_string("");
}

static json_t *template_json(const ManifestFacts *facts)
{
    return json_pack("{s:o,s:o,s:o,s:o}", "name", text(facts->template_), "title",
                     text(facts->template_title), "version", text(facts->template_version),
                     "purpose", text(facts->purpose));
}

static json_t *sheet_json(const WorkbookSheet *sheet)
{
    json_t *sums = json_array();
    for (size_t i = 0; i < sheet->n; i++)
        json_array_append_new(sums, json_pack("{s:o,s:I}", "column", text(sheet->columns[i]),
                                              sheet->money[i] ? "fen" : "count",
                                              (json_int_t)sheet->sums[i]));
    return json_pack("{s:o,s:I,s:o}", "title", text(sheet->title), "rows",
                     (json_int_t)sheet->rows, "sums", sums);
}

static json_t *sheets_json(const WorkbookResult *result)
{
    json_t *list = json_array();
    for (size_t i = 0; i < result->n_sheets; i++)
        json_array_append_new(list, sheet_json(&result->sheets[i]));
    return list;
}

static json_t *approvers_json(const ManifestFacts *facts)
{
    json_t *list = json_array();
    for (size_t i = 0; i < facts->n_approvers; i++)
        json_array_append_new(list,
                              json_pack("{s:o,s:I}", "name", text(facts->approvers[i].name),
                                        "cases", (json_int_t)facts->approvers[i].cases));
    return list;
}

void manifest_write(const ManifestFacts *facts, const WorkbookResult *result, Buf *out)
{
    const WorkbookFacts *workbook = facts->workbook;
    char on[DAY_TEXT];
    day_format(workbook->on, on);
    json_t *all = json_pack(
        "{s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:o,s:b}", "batch", text(workbook->batch), "file",
        text(facts->file), "sha256", text(result->sha256), "platform", text(facts->platform),
        "template", template_json(facts), "knowledge", text(workbook->knowledge),
        "organisation", text(workbook->organisation), "station", text(workbook->station),
        "exported_by", text(workbook->exported_by), "exported_at", text(workbook->exported_at),
        "practice", workbook->practice);
    Buf writer = BUF_INIT;
    workbook_writer(workbook->csv, &writer);
    json_object_set_new(all, "writer", text(writer.data));
    buf_free(&writer);
    json_object_set_new(all, "on", text(on));
    if (facts->predecessor)
        json_object_set_new(all, "predecessor", text(facts->predecessor));
    if (facts->head)
        json_object_set_new(
            all, "head",
            json_pack("{s:o,s:o}", "day", text(facts->head_day), "words", text(facts->head)));
    json_object_set_new(all, "cases", json_integer((json_int_t)result->cases));
    json_object_set_new(all, "rows", json_integer((json_int_t)result->rows));
    json_object_set_new(all, "sheets", sheets_json(result));
    json_object_set_new(all, "approvers", approvers_json(facts));
    char *written = json_dumps(all, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
    buf_add(out, written);
    buf_add(out, "\n");
    free(written);
    json_decref(all);
}
