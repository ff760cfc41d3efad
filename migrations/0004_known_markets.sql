CREATE TABLE `known_markets` (
	`scope` text NOT NULL,
	`market` text NOT NULL,
	`destination` text NOT NULL,
	`first_at` integer NOT NULL,
	PRIMARY KEY(`scope`, `market`)
);
--> statement-breakpoint
CREATE INDEX `known_markets_destination` ON `known_markets` (`scope`,`destination`);