-- Up to which key a supervisor was told who stands behind them, signed by their own key: whoever else
-- writes it there silences nothing. What was written before nobody signed, so they are told once more.
DROP TABLE reset_told;
CREATE TABLE reset_told (
    user_id INTEGER NOT NULL PRIMARY KEY REFERENCES user (id),
    key_id INTEGER NOT NULL,
    signer BLOB NOT NULL CHECK (length(signer) = 16),
    signature BLOB NOT NULL CHECK (length(signature) = 64)
) STRICT;
