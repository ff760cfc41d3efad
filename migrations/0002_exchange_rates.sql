CREATE TABLE `exchange_rates` (
	`live_mode` integer NOT NULL,
	`date` text NOT NULL,
	`source` text NOT NULL,
	`per_euro` text NOT NULL,
	`loaded_at` integer DEFAULT (unixepoch() * 1000) NOT NULL,
	PRIMARY KEY(`live_mode`, `date`)
);
