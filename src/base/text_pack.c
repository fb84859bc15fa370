/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * A packed text is a list of pieces; between two of them stood a blank. First byte of a piece:
 *
 *   below NUMBERS_TWO      the number
 *   below NUMBERS_THREE    its upper bits above NUMBERS_TWO, one byte follows
 *   below NEWLINE          the same, two bytes follow
 *   NEWLINE                before a piece: a new line stood there instead of a blank
 *   LONG                   four bytes of length, and the piece itself
 *   SHORT and above        the piece itself, of that length
 */
#include "base/text_pack.h"

#include <string.h>

enum {
    NUMBERS_TWO = 0x80,
    NUMBERS_THREE = 0xc0,
    NEWLINE = 0xe0,
    LONG = 0xe1,
    SHORT = 0xe8,
    SHORT_MOST = 0xff - SHORT,
    TWO_FROM = NUMBERS_TWO,
    THREE_FROM = TWO_FROM + ((NUMBERS_THREE - NUMBERS_TWO) << 8),
    NUMBERS_MOST = THREE_FROM + ((NEWLINE - NUMBERS_THREE) << 16),
    PIECE_BYTES_WORST = 6, /* beside the piece itself */
    CELLS_FIRST = 4096,
    BATCH = 32
};

#define SEEN_ONCE UINT32_MAX

struct text_pack {
    struct arena *arena;
    struct slice *pieces; /* by number */
    uint32_t pieces_len;

    struct arena *scratch; /* of what follows; NULL: finished */
    size_t pieces_size;
    uint64_t *cells; /* upper half of the hash, then number + 1 or SEEN_ONCE; 0 = empty */
    size_t cells_len;
    size_t cells_used;
    unsigned char *out;
    size_t out_size;
};

struct text_pack *
text_pack_open(struct arena *arena)
{
    struct text_pack *p = arena_new(arena, struct text_pack);

    if (p == NULL)
        return NULL;
    p->arena = arena;
    p->scratch = arena_open(SIZE_MAX);
    return p->scratch ? p : NULL;
}

void
text_pack_drop(struct text_pack *p)
{
    if (p == NULL)
        return;
    arena_close(p->scratch);
    p->scratch = NULL;
}

enum err
text_pack_finish(struct text_pack *p)
{
    struct slice *pieces = arena_array(p->arena, struct slice, p->pieces_len);

    if (pieces == NULL)
        return ERR_LIMIT;
    if (p->pieces_len > 0)
        memcpy(pieces, p->pieces, p->pieces_len * sizeof *pieces);
    p->pieces = pieces;
    text_pack_drop(p);
    return OK;
}

/* Twice as many cells; the old ones stay in the scratch until the end. */
static enum err
cells_grow(struct text_pack *p)
{
    size_t len = p->cells_len ? p->cells_len * 2 : CELLS_FIRST;
    uint64_t *cells = arena_array(p->scratch, uint64_t, len);

    if (cells == NULL)
        return ERR_LIMIT;
    for (size_t k = 0; k < p->cells_len; k++) {
        size_t i = (size_t)(p->cells[k] >> 32) & (len - 1);

        if (p->cells[k] == 0)
            continue;
        while (cells[i] != 0)
            i = (i + 1) & (len - 1);
        cells[i] = p->cells[k];
    }
    p->cells = cells;
    p->cells_len = len;
    return OK;
}

/* The cell of a piece, or of another with the same hash that was seen only once, or an empty one.
 */
static size_t
cell_of(const struct text_pack *p, struct slice piece, uint64_t hash)
{
    size_t i = (size_t)(hash >> 32) & (p->cells_len - 1);

    for (; p->cells[i] != 0; i = (i + 1) & (p->cells_len - 1)) {
        uint32_t number = (uint32_t)p->cells[i];

        if ((p->cells[i] ^ hash) >> 32 == 0 &&
            (number == SEEN_ONCE || slice_eq(p->pieces[number - 1], piece)))
            break;
    }
    return i;
}

/* A piece that comes again gets a number, while there are any. */
static enum err
piece_add(struct text_pack *p, struct slice piece, uint64_t hash, uint64_t *cell)
{
    void *array = p->pieces;

    if (p->pieces_len == NUMBERS_MOST)
        return OK;
    TRY(arena_grow(p->scratch, &array, p->pieces_len, &p->pieces_size, sizeof *p->pieces));
    p->pieces = array;
    TRY(arena_copy(p->arena, piece, &p->pieces[p->pieces_len]));
    *cell = (hash & ~(uint64_t)UINT32_MAX) | ++p->pieces_len;
    return OK;
}

/* The number of a piece; UINT32_MAX: it is written out. */
static enum err
piece_find(struct text_pack *p, struct slice piece, uint64_t hash, uint32_t *ret_number)
{
    uint64_t *cell;

    if (p->cells_used * 2 >= p->cells_len)
        TRY(cells_grow(p));
    cell = &p->cells[cell_of(p, piece, hash)];
    *ret_number = UINT32_MAX;
    if (*cell == 0) {
        *cell = (hash & ~(uint64_t)UINT32_MAX) | SEEN_ONCE;
        p->cells_used++;
        return OK;
    }
    if ((uint32_t)*cell == SEEN_ONCE)
        TRY(piece_add(p, piece, hash, cell));
    if ((uint32_t)*cell != SEEN_ONCE)
        *ret_number = (uint32_t)*cell - 1;
    return OK;
}

static size_t
number_write(unsigned char *to, uint32_t number)
{
    if (number < TWO_FROM) {
        to[0] = (unsigned char)number;
        return 1;
    }
    if (number < THREE_FROM) {
        number -= TWO_FROM;
        to[0] = (unsigned char)(NUMBERS_TWO + (number >> 8));
        to[1] = (unsigned char)number;
        return 2;
    }
    number -= THREE_FROM;
    to[0] = (unsigned char)(NUMBERS_THREE + (number >> 16));
    to[1] = (unsigned char)(number >> 8);
    to[2] = (unsigned char)number;
    return 3;
}

static size_t
piece_write(unsigned char *to, struct slice piece)
{
    uint32_t len = (uint32_t)piece.len;
    size_t n = 1;

    if (piece.len <= SHORT_MOST) {
        to[0] = (unsigned char)(SHORT + piece.len);
    } else {
        to[0] = LONG;
        memcpy(to + 1, &len, sizeof len);
        n += sizeof len;
    }
    if (piece.len > 0)
        memcpy(to + n, piece.at, piece.len);
    return n + piece.len;
}

/* Room for the texts when every piece is written out. */
static enum err
out_grow(struct text_pack *p, const struct slice *texts, int len)
{
    size_t most = 0;

    for (int k = 0; k < len; k++) {
        size_t pieces = 1;

        for (size_t i = 0; i < texts[k].len; i++)
            pieces += texts[k].at[i] == ' ' || texts[k].at[i] == '\n';
        most += texts[k].len + pieces * PIECE_BYTES_WORST;
    }
    if (most <= p->out_size)
        return OK;
    p->out = arena_alloc_raw(p->scratch, 2 * most, 1);
    p->out_size = p->out ? 2 * most : 0;
    return p->out ? OK : ERR_LIMIT;
}

struct cut_piece {
    struct slice piece;
    uint64_t hash; /* as slice_hash() */
};

/* The next pieces from *from on, which is behind the text at its end; gives how many. The memory
 * that looking them up will want is on its way then. */
static int
pieces_cut(const struct text_pack *p, struct slice text, size_t *from,
           struct cut_piece pieces[BATCH])
{
    int n = 0;

    while (n < BATCH && *from <= text.len) {
        uint64_t hash = slice_hash(SLICE(""));
        size_t to = *from;

        for (; to < text.len && text.at[to] != ' ' && text.at[to] != '\n'; to++)
            hash = slice_hash_on(hash, text.at[to]);
        pieces[n++] = (struct cut_piece){{text.at + *from, to - *from}, hash};
        *from = to + 1;
        if (p->cells_len > 0)
            __builtin_prefetch(&p->cells[(size_t)(hash >> 32) & (p->cells_len - 1)]);
    }
    for (int i = 0; i < n && p->cells_len > 0; i++) {
        uint32_t number = (uint32_t)p->cells[(size_t)(pieces[i].hash >> 32) & (p->cells_len - 1)];

        if (number != 0 && number != SEEN_ONCE)
            __builtin_prefetch(&p->pieces[number - 1]);
    }
    return n;
}

/* One text, behind *len bytes of p->out. */
static enum err
text_put(struct text_pack *p, struct slice text, size_t *len)
{
    struct cut_piece pieces[BATCH];
    size_t from = 0;
    int n;

    while (text.len > 0 && (n = pieces_cut(p, text, &from, pieces)) > 0) {
        for (int i = 0; i < n; i++) {
            struct slice piece = pieces[i].piece;
            uint32_t number;

            if (piece.at > text.at && piece.at[-1] == '\n')
                p->out[(*len)++] = NEWLINE;
            TRY(piece_find(p, piece, pieces[i].hash, &number));
            *len += number != UINT32_MAX ? number_write(p->out + *len, number)
                                         : piece_write(p->out + *len, piece);
        }
    }
    return OK;
}

enum err
text_pack_put(struct text_pack *p, const struct slice *texts, int len, uint32_t *ret_bytes_len,
              struct slice *ret_bytes)
{
    size_t all = 0;

    assert(p->scratch != NULL);
    TRY(out_grow(p, texts, len));
    for (int i = 0; i < len; i++) {
        size_t from = all;

        assert(texts[i].len <= UINT32_MAX / 8);
        TRY(text_put(p, texts[i], &all));
        ret_bytes_len[i] = (uint32_t)(all - from);
    }
    *ret_bytes = (struct slice){(const char *)p->out, all};
    return OK;
}

/* The piece at *at, which goes behind it. */
static struct slice
piece_read(const struct text_pack *p, const unsigned char **at)
{
    const unsigned char *b = *at;
    uint32_t len;

    if (b[0] < NUMBERS_TWO) {
        *at += 1;
        return p->pieces[b[0]];
    }
    if (b[0] < NUMBERS_THREE) {
        *at += 2;
        return p->pieces[TWO_FROM + (((uint32_t)b[0] - NUMBERS_TWO) << 8 | b[1])];
    }
    if (b[0] < NEWLINE) {
        *at += 3;
        return p->pieces[THREE_FROM +
                         (((uint32_t)b[0] - NUMBERS_THREE) << 16 | (uint32_t)b[1] << 8 | b[2])];
    }
    if (b[0] >= SHORT) {
        *at += 1 + (b[0] - SHORT);
        return (struct slice){(const char *)b + 1, (size_t)(b[0] - SHORT)};
    }
    assert(b[0] == LONG);
    memcpy(&len, b + 1, sizeof len);
    *at += 1 + sizeof len + len;
    return (struct slice){(const char *)b + 1 + sizeof len, len};
}

size_t
text_pack_get(const struct text_pack *p, struct slice bytes, char *to)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    const unsigned char *end = at + bytes.len;
    char *out = to;

    for (bool first = true; at < end; first = false) {
        struct slice piece;

        if (!first)
            *out++ = *at == NEWLINE ? '\n' : ' ';
        at += *at == NEWLINE; /* never before the first */
        piece = piece_read(p, &at);
        if (piece.len > 0)
            memcpy(out, piece.at, piece.len);
        out += piece.len;
    }
    return (size_t)(out - to);
}
