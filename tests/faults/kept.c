/* A file for each part; the status comes last, so what has one is whole. */
#include "config.h"

#include "tests/faults/kept.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/buf.h"
#include "tests/support/temp.h"

char *kept_read(const Bench *bench, const char *name)
{
    char *path = temp_path(bench->root, name);
    char *text = access(path, F_OK) == 0 ? temp_read(path, NULL) : NULL;
    free(path);
    return text;
}

static char *part_name(const Command *command, const char *part)
{
    Buf name = BUF_INIT;
    buf_addf(&name, "%s.%s", command->name, part);
    return buf_take(&name);
}

static char *read_part(const Bench *bench, const Command *command, const char *part)
{
    char *name = part_name(command, part), *text = kept_read(bench, name);
    free(name);
    return text;
}

static void write_part(const Bench *bench, const Command *command, const char *part,
                       const char *text)
{
    char *name = part_name(command, part);
    free(temp_text(bench->root, name, text));
    free(name);
}

bool kept_reference(const Bench *bench, const Command *command, Reference *reference)
{
    char *status = read_part(bench, command, "status");
    if (!status)
        return false;
    reference->status_again = atoi(status);
    reference->before = read_part(bench, command, "before");
    reference->after = read_part(bench, command, "after");
    reference->again = read_part(bench, command, "again");
    free(status);
    return true;
}

void kept_write(const Bench *bench, const Command *command, const Reference *reference)
{
    Buf status = BUF_INIT;
    write_part(bench, command, "before", reference->before);
    write_part(bench, command, "after", reference->after);
    write_part(bench, command, "again", reference->again);
    buf_addf(&status, "%d", reference->status_again);
    write_part(bench, command, "status", status.data);
    buf_free(&status);
}
