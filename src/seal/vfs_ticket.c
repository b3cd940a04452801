/* The tickets of the process: SQLite opens a file by a name and nothing else, and reads it
 * before anything more could be said, so the key is found by a number in the name. */
#include "config.h"

#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "seal/vfs_inner.h"

const char ticket_word[] = "ticket";

/* Of the process, as the file systems of SQLite are; each number is given once. */
static struct {
    SealTicket *first;
    int64_t last;
} tickets;

SealTicket *seal_ticket_new(SealKey *key, SealWay way)
{
    SealTicket *ticket = xcalloc(1, sizeof(*ticket));

    ticket->key = seal_key_hold(key);
    ticket->way = way;
    ticket->number = ++tickets.last;
    ticket->next = tickets.first;
    tickets.first = ticket;
    return ticket;
}

void seal_ticket_free(SealTicket *ticket)
{
    if (!ticket)
        return;
    for (SealTicket **at = &tickets.first; *at; at = &(*at)->next) {
        if (*at == ticket) {
            *at = ticket->next;
            break;
        }
    }
    seal_key_free(ticket->key);
    free(ticket);
}

SealTicket *ticket_find(int64_t number)
{
    SealTicket *ticket = tickets.first;

    while (ticket && ticket->number != number)
        ticket = ticket->next;
    return ticket;
}

int ticket_fault(SealTicket *ticket, SealFault fault, uint32_t place)
{
    static const int codes[] = {
        [SEAL_FAULT_NONE] = SQLITE_OK,           [SEAL_FAULT_FOREIGN] = SQLITE_NOTADB,
        [SEAL_FAULT_HEADER] = SQLITE_CORRUPT,    [SEAL_FAULT_PAGE] = SQLITE_IOERR_AUTH,
        [SEAL_FAULT_LOG] = SQLITE_IOERR_AUTH,    [SEAL_FAULT_CUT] = SQLITE_CORRUPT,
        [SEAL_FAULT_GUARD] = SQLITE_IOERR_WRITE,
    };

    ticket->fault = fault;
    ticket->place = place;
    return codes[fault];
}

SealFault seal_ticket_fault(const SealTicket *ticket, uint32_t *place)
{
    if (place)
        *place = ticket->place;
    return ticket->fault;
}

/* All that is not plain in a name is written by its number, so nothing in it counts as a
 * parameter; nor do two strokes in the beginning count as a machine's name. */
char *seal_ticket_uri(const SealTicket *ticket, const char *path)
{
    static const char plain[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-";
    Buf uri = BUF_INIT;

    buf_add(&uri, "file:");
    for (size_t i = 0; path[i]; i++) {
        if (strchr(plain, path[i]) && !(i == 1 && path[0] == '/' && path[1] == '/'))
            buf_add_char(&uri, path[i]);
        else
            buf_addf(&uri, "%%%02x", (unsigned)(unsigned char)path[i]);
    }
    buf_addf(&uri, "?vfs=%s&%s=%lld", seal_vfs_name, ticket_word, (long long)ticket->number);
    return buf_take(&uri);
}
