/* Finding and wrapping slots, and the two copies in the file. */
#include "config.h"

#include "seal/header.h"

#include <fcntl.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "seal/code.h"
#include "seal/header_inner.h"
#include "seal/vfs.h"

SealHeader *seal_header_new(void)
{
    SealHeader *header = xcalloc(1, sizeof(*header));

    if (sodium_init() < 0)
        abort();
    randombytes_buf(header->id, SEAL_ID_BYTES);
    return header;
}

void seal_header_free(SealHeader *header)
{
    free(header);
}

bool seal_header_practice(const SealHeader *header)
{
    return header->practice;
}

void seal_header_set_practice(SealHeader *header, bool practice)
{
    header->practice = practice;
}

const unsigned char *seal_header_id(const SealHeader *header)
{
    return header->id;
}

uint64_t seal_header_generation(const SealHeader *header)
{
    return header->generation;
}

void seal_header_raise(SealHeader *header, uint64_t least)
{
    if (header->generation < least)
        header->generation = least;
}

size_t seal_header_slots(const SealHeader *header)
{
    return header->n;
}

bool seal_header_proves(const SealHeader *header, const SealKey *key)
{
    unsigned char mac[HEADER_MAC];

    header_mac(header, key, mac);
    return sodium_memcmp(mac, header->mac, HEADER_MAC) == 0;
}

/* ---- the file ---- */

/* A file of SQLite's own, and the name it was opened by, which it may keep. */
typedef struct Opened {
    sqlite3_file *file;
    char *name;
} Opened;

static int opened_close(Opened *opened)
{
    int status = SQLITE_OK;

    if (opened->file && opened->file->pMethods)
        status = opened->file->pMethods->xClose(opened->file);
    free(opened->file);
    if (opened->name)
        sqlite3_free_filename(opened->name);
    *opened = (Opened){0};
    return status;
}

/* A pipe would be waited for. */
static bool is_file(const char *path)
{
    struct stat info;

    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

static int opened_open(const char *path, int flags, Opened *out)
{
    sqlite3_vfs *vfs = seal_vfs_start() ? sqlite3_vfs_find(NULL) : NULL;
    int status = SQLITE_ERROR, got;

    *out = (Opened){0};
    if (!vfs || !is_file(path))
        return status;
    out->name = (char *)sqlite3_create_filename(path, "", "", 0, NULL);
    out->file = xcalloc(1, (size_t)vfs->szOsFile);
    status = vfs->xOpen(vfs, out->name, out->file, flags | SQLITE_OPEN_MAIN_DB, &got);
    if (status != SQLITE_OK)
        opened_close(out);
    return status;
}

bool seal_is_sealed(const char *path)
{
    unsigned char *bytes = xcalloc(1, HEADER_COPY);
    bool sealed = false;
    Opened opened;

    if (opened_open(path, SQLITE_OPEN_READONLY, &opened) == SQLITE_OK) {
        /* The first of the two may be what is damaged. */
        for (int i = 0; !sealed && i < 2; i++)
            sealed = opened.file->pMethods->xRead(
                         opened.file, bytes, 64, (sqlite3_int64)i * HEADER_COPY) == SQLITE_OK &&
                     header_begins(bytes);
        opened_close(&opened);
    }
    free(bytes);
    return sealed;
}

/* SQLite's files take less than 128 KiB at once. */
enum { AT_ONCE = HEADER_COPY / 4 };

/* What the file does not have reads as zero. */
static bool read_copy(sqlite3_file *file, sqlite3_int64 at, unsigned char *bytes)
{
    int status = SQLITE_OK;

    for (int done = 0; status == SQLITE_OK && done < HEADER_COPY; done += AT_ONCE) {
        status = file->pMethods->xRead(file, bytes + done, AT_ONCE, at + done);
        if (status == SQLITE_IOERR_SHORT_READ)
            status = SQLITE_OK;
    }
    return status == SQLITE_OK;
}

static SealFound read_once(sqlite3_file *file, SealHeader *out)
{
    unsigned char *bytes = xmalloc(HEADER_COPY);
    SealHeader *other = xcalloc(1, sizeof(*other));
    SealFound found = SEAL_FOREIGN;

    for (int i = 0; i < 2; i++) {
        SealFound now = read_copy(file, (sqlite3_int64)i * HEADER_COPY, bytes)
                            ? header_decode(bytes, other)
                            : SEAL_DAMAGED;
        if (now == SEAL_WHOLE) {
            if (found != SEAL_WHOLE || other->generation > out->generation)
                *out = *other;
            found = SEAL_WHOLE;
        } else if (found != SEAL_WHOLE && now > found) {
            found = now;
        }
    }
    free(other);
    free(bytes);
    return found;
}

/* It is read without a lock, so of two changes that follow each other one may be under way in
 * the first and the other, a moment later, in the second. */
SealFound header_read_from(sqlite3_file *file, SealHeader *out)
{
    enum { TRIES = 8, PAUSE_NS = 5000000 };
    const struct timespec pause = {0, PAUSE_NS};
    SealFound found = read_once(file, out);

    for (int i = 1; i < TRIES && found == SEAL_DAMAGED; i++) {
        nanosleep(&pause, NULL);
        found = read_once(file, out);
    }
    return found;
}

static SealFound refuse_found(const char *path, SealFound found, Err *err)
{
    switch (found) {
    case SEAL_WHOLE:
        break;
    case SEAL_ABSENT:
        err_set(err, ERR_STORE, _("%s cannot be read"), path);
        break;
    case SEAL_FOREIGN:
        err_set(err, ERR_STORE, _("%s is not a sealed store of Anjuan"), path);
        break;
    case SEAL_NEWER:
        err_set(err, ERR_STORE,
                _("%s was sealed by a newer Anjuan. Nothing was changed; install the newer "
                  "program"),
                path);
        break;
    case SEAL_DAMAGED:
        err_set(
            err, ERR_STORE,
            _("%s: the header of the sealed store is damaged, so no passphrase can open it. "
              "Put back a backup with “anjuan restore”"),
            path);
        break;
    }
    return found;
}

SealFound seal_header_read(const char *path, SealHeader **out, Err *err)
{
    SealHeader *header = NULL;
    Opened opened;
    SealFound found = SEAL_ABSENT;

    *out = NULL;
    if (opened_open(path, SQLITE_OPEN_READONLY, &opened) == SQLITE_OK) {
        header = seal_header_new();
        found = header_read_from(opened.file, header);
        opened_close(&opened);
    }
    if (found == SEAL_WHOLE)
        *out = header;
    else
        seal_header_free(header);
    return refuse_found(path, found, err);
}

static int write_copies(sqlite3_file *file, const unsigned char *bytes)
{
    /* The second first: while that is torn, the first is the old one, whole. */
    static const sqlite3_int64 places[] = {HEADER_COPY, 0};
    int status = SQLITE_OK;

    for (size_t i = 0; status == SQLITE_OK && i < COUNT_OF(places); i++) {
        for (int done = 0; status == SQLITE_OK && done < HEADER_COPY; done += AT_ONCE)
            status = file->pMethods->xWrite(file, bytes + done, AT_ONCE, places[i] + done);
        if (status == SQLITE_OK)
            status = file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
    }
    return status;
}

/* SQLite would make it for whom the umask says. */
static void make_private(const char *path)
{
    int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

    if (fd >= 0)
        close(fd);
}

bool seal_header_write(const char *path, SealHeader *header, const SealKey *key, Err *err)
{
    unsigned char *bytes = xmalloc(HEADER_COPY);
    Opened opened;
    int status;

    header->generation++;
    header_encode(header, key, bytes);
    make_private(path);
    status = opened_open(path, SQLITE_OPEN_READWRITE, &opened);
    if (status == SQLITE_OK) {
        int ended;
        status = write_copies(opened.file, bytes);
        ended = opened_close(&opened);
        status = status == SQLITE_OK ? ended : status;
    }
    free(bytes);
    return status == SQLITE_OK ||
           err_set(
               err, ERR_IO,
               _("%s: who can open the store could not be written. Is the disk full, or may "
                 "you not write to the file?"),
               path);
}

/* ---- slots ---- */

static const char person[] = "anjuan slot of a person", recovery[] = "anjuan recovery slot";

void slot_digest(const SealHeader *header, const char *kind, const char *name,
                 unsigned char out[SLOT_DIGEST])
{
    crypto_generichash_state state;

    crypto_generichash_init(&state, header->id, SEAL_ID_BYTES, SLOT_DIGEST);
    crypto_generichash_update(&state, (const unsigned char *)kind, strlen(kind) + 1);
    crypto_generichash_update(&state, (const unsigned char *)name, strlen(name));
    crypto_generichash_final(&state, out, SLOT_DIGEST);
}

typedef struct SlotBound {
    unsigned char id[SEAL_ID_BYTES], digest[SLOT_DIGEST], salt[PASSKEY_SALT];
} SlotBound;

static SlotBound slot_bound(const SealHeader *header, const Slot *slot)
{
    SlotBound bound;

    memcpy(bound.id, header->id, SEAL_ID_BYTES);
    memcpy(bound.digest, slot->digest, SLOT_DIGEST);
    memcpy(bound.salt, slot->salt, PASSKEY_SALT);
    return bound;
}

static void slot_close(const SealHeader *header, Slot *slot, const unsigned char *under,
                       const SealKey *key)
{
    SlotBound bound = slot_bound(header, slot);

    randombytes_buf(slot->nonce, SLOT_NONCE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(slot->box, NULL, seal_key_bytes(key),
                                               SEAL_KEY_BYTES, (const unsigned char *)&bound,
                                               sizeof(bound), NULL, slot->nonce, under);
}

static bool slot_open(const SealHeader *header, const Slot *slot, const unsigned char *under,
                      SealKey **key)
{
    SlotBound bound = slot_bound(header, slot);
    unsigned char *bytes = seal_secret(SEAL_KEY_BYTES);
    bool opens = crypto_aead_xchacha20poly1305_ietf_decrypt(
                     bytes, NULL, NULL, slot->box, SLOT_BOX, (const unsigned char *)&bound,
                     sizeof(bound), slot->nonce, under) == 0;

    *key = opens ? seal_key_from(bytes) : NULL;
    seal_secret_free(bytes);
    return opens;
}

bool slot_is(const Slot *slot, const unsigned char digest[SLOT_DIGEST])
{
    return sodium_memcmp(slot->digest, digest, SLOT_DIGEST) == 0;
}

bool seal_header_has(const SealHeader *header, const char *name)
{
    unsigned char digest[SLOT_DIGEST];
    bool has = false;

    slot_digest(header, person, name, digest);
    for (size_t i = 0; i < header->n; i++)
        has = has || slot_is(&header->slots[i], digest);
    return has;
}

Slot *slot_new(SealHeader *header, Err *err)
{
    if (header->n < SEAL_SLOTS_MAX)
        return &header->slots[header->n++];
    err_set(err, ERR_REFUSED,
            _("A store can be opened by %d people at most; disable somebody who has left"),
            SEAL_SLOTS_MAX - 1);
    return NULL;
}

bool seal_header_add(SealHeader *header, const char *name, const PassKey *pass,
                     const PassRecord *record, const SealKey *key, Err *err)
{
    Slot *slot = slot_new(header, err);

    if (!slot)
        return false;
    slot_digest(header, person, name, slot->digest);
    memcpy(slot->salt, record->salt, PASSKEY_SALT);
    slot->cost = record->cost;
    slot_close(header, slot, passkey_slot(pass), key);
    return true;
}

void slots_drop(SealHeader *header, const unsigned char digest[SLOT_DIGEST])
{
    size_t kept = 0;

    for (size_t i = 0; i < header->n; i++)
        if (!slot_is(&header->slots[i], digest))
            header->slots[kept++] = header->slots[i];
    header->n = kept;
}

static bool is_of(const SealHeader *header, const Slot *slot, const SealOwner *owner)
{
    unsigned char digest[SLOT_DIGEST];

    if (owner->salt && memcmp(slot->salt, owner->salt, PASSKEY_SALT) != 0)
        return false;
    slot_digest(header, person, owner->name, digest);
    return slot_is(slot, digest) || guest_is_piece(header, slot, owner->name);
}

static bool is_owned(const SealHeader *header, const Slot *slot, const SealOwner *owners,
                     size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (is_of(header, slot, &owners[i]))
            return true;
    return false;
}

size_t seal_header_keep(SealHeader *header, const SealOwner *owners, size_t n)
{
    unsigned char code[SLOT_DIGEST];
    size_t kept = 0, was = header->n;

    slot_digest(header, recovery, "", code);
    for (size_t i = 0; i < was; i++) {
        const Slot *slot = &header->slots[i];
        if (slot_is(slot, code) || is_owned(header, slot, owners, n))
            header->slots[kept++] = *slot;
    }
    header->n = kept;
    return was - kept;
}

/* The code is as good as a key; nothing has to be made dear. */
static void code_key(const SealHeader *header, const char *letters, unsigned char *under)
{
    crypto_generichash(under, SEAL_KEY_BYTES, (const unsigned char *)letters, CODE_LETTERS,
                       header->id, SEAL_ID_BYTES);
}

bool seal_header_set_recovery(SealHeader *header, const char *code, const SealKey *key,
                              Err *err)
{
    unsigned char digest[SLOT_DIGEST];
    char *letters = seal_secret(CODE_LETTERS + 1);
    unsigned char *under = seal_secret(SEAL_KEY_BYTES);
    Slot *slot = NULL;

    slot_digest(header, recovery, "", digest);
    if (code_read(code, letters)) {
        slots_drop(header, digest);
        slot = slot_new(header, err);
    }
    if (slot) {
        *slot = (Slot){.cost = kdf_cost_least()};
        memcpy(slot->digest, digest, SLOT_DIGEST);
        code_key(header, letters, under);
        slot_close(header, slot, under, key);
    }
    seal_secret_free(under);
    seal_secret_free(letters);
    return slot != NULL;
}

/* ---- opening ---- */

static bool refuse_changed(Err *err)
{
    return err_set(
        err, ERR_STORE,
        _("Somebody without the key of the store changed who may open it; put back a "
          "backup with “anjuan restore”"));
}

static bool refuse_pair(Err *err)
{
    return err_set(err, ERR_REFUSED,
                   _("This name and passphrase do not belong together; try again, or ask a "
                     "supervisor for a new passphrase"));
}

/* The key that opens it, whoever wrote the header. */
static bool keep_proven(const SealHeader *header, SealKey **key, Err *err)
{
    if (seal_header_proves(header, *key))
        return true;
    seal_key_free(*key);
    *key = NULL;
    return refuse_changed(err);
}

uint64_t work_of(KdfCost cost)
{
    return cost.passes * (cost.memory >> 10);
}

/* Whatever was wrong costs as much as the dearest slot: a name that nobody has, on which no
 * work was done yet, and one whose slot is of a time when less was asked for. */
static bool work_in_vain(const SealHeader *header, const unsigned char digest[SLOT_DIGEST],
                         const char *passphrase, uint64_t done, Err *err)
{
    KdfCost cost = kdf_cost_least();
    PassKey *pass = NULL;
    bool whole = true;

    for (size_t i = 0; i < header->n; i++)
        cost = kdf_cost_at_least(cost, header->slots[i].cost);
    cost.passes = done < work_of(cost) ? (work_of(cost) - done) / (cost.memory >> 10) : 0;
    if (cost.passes)
        whole = passkey_make(passphrase, &cost, digest, &pass, err);
    passkey_free(pass);
    return whole && refuse_pair(err);
}

_Static_assert((int)SLOT_DIGEST == (int)PASSKEY_SALT, "a digest stands for a salt");

bool seal_header_open(const SealHeader *header, const char *name, const char *passphrase,
                      SealKey **key, PassKey **pass, Err *err)
{
    unsigned char digest[SLOT_DIGEST];
    uint64_t worked = 0;

    *key = NULL;
    slot_digest(header, person, name, digest);
    for (size_t i = 0; i < header->n && !*key; i++) {
        const Slot *slot = &header->slots[i];
        PassKey *made = NULL;
        if (!slot_is(slot, digest))
            continue;
        if (!passkey_make(passphrase, &slot->cost, slot->salt, &made, err))
            return false;
        worked += work_of(slot->cost);
        if (slot_open(header, slot, passkey_slot(made), key) && pass) {
            *pass = made;
            made = NULL;
        }
        passkey_free(made);
    }
    if (!*key && !guest_open(header, name, passphrase, key, pass, &worked, err))
        return false;
    if (!*key)
        return work_in_vain(header, digest, passphrase, worked, err);
    if (keep_proven(header, key, err))
        return true;
    if (pass) {
        passkey_free(*pass);
        *pass = NULL;
    }
    return false;
}

bool seal_header_recover(const SealHeader *header, const char *code, SealKey **key, Err *err)
{
    unsigned char digest[SLOT_DIGEST];
    char *letters = seal_secret(CODE_LETTERS + 1);
    unsigned char *under = seal_secret(SEAL_KEY_BYTES);
    bool read = code_read(code, letters);

    *key = NULL;
    slot_digest(header, recovery, "", digest);
    if (read)
        code_key(header, letters, under);
    for (size_t i = 0; read && i < header->n && !*key; i++) {
        if (slot_is(&header->slots[i], digest))
            slot_open(header, &header->slots[i], under, key);
    }
    seal_secret_free(under);
    seal_secret_free(letters);
    if (!read)
        return err_set(
            err, ERR_INPUT,
            _("A letter of the recovery code is wrong or missing; compare it with the "
              "paper"));
    if (!*key)
        return err_set(err, ERR_REFUSED, _("This is not the recovery code of this store"));
    return keep_proven(header, key, err);
}
