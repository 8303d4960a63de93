-- How often what a board shows has changed by what none of its events tells: under the board's id who watches its cards, under
-- the nil id the names of people. It is counted in the transaction of the change.
CREATE TABLE unsaid (
    place uuid PRIMARY KEY,
    changes bigint NOT NULL
);
