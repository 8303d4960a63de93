-- What rows.sql uses of SQLite.
CREATE FUNCTION printf(text, bigint) RETURNS text LANGUAGE sql IMMUTABLE
    RETURN replace(replace($1, '%012x', lpad(to_hex($2), 12, '0')), '%06d', lpad($2::text, 6, '0'));
CREATE FUNCTION unhex(text) RETURNS uuid LANGUAGE sql IMMUTABLE RETURN $1::uuid;
CREATE FUNCTION strftime(text, bigint, text) RETURNS timestamptz LANGUAGE sql IMMUTABLE RETURN to_timestamp($2);
