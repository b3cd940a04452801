/* The tables by the catalogue, where a record says that it is of both layers. */
#include "config.h"

#include "app/later.h"

#include "domain/catalog.h"

void later_tables(Buf *out)
{
    buf_add_char(out, ',');
    for (int id = 0; id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        if (record->flags & RF_BOTH)
            buf_addf(out, "%s,", record->table);
    }
}
