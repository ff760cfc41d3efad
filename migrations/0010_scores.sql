CREATE TABLE `scores` (
	`scope` text NOT NULL,
	`market` text NOT NULL,
	`departure_date` text NOT NULL,
	`scored_at` integer NOT NULL,
	`days_to_departure` integer NOT NULL,
	`currency` text,
	`status` text NOT NULL,
	`lowest_minor` integer,
	`price_level` text,
	`predicted_minor` integer,
	`low_minor` integer,
	`high_minor` integer,
	`action` text,
	`confidence` real,
	`fare_model` text,
	`outlook_model` text,
	PRIMARY KEY(`scope`, `market`, `departure_date`)
);
--> statement-breakpoint
CREATE INDEX `scores_departure` ON `scores` (`scope`,`departure_date`);