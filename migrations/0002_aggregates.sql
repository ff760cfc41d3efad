CREATE TABLE `aggregated_days` (
	`scope` text NOT NULL,
	`day` text NOT NULL,
	`fingerprint` text NOT NULL,
	PRIMARY KEY(`scope`, `day`)
);
--> statement-breakpoint
CREATE TABLE `fare_days` (
	`scope` text NOT NULL,
	`market` text NOT NULL,
	`day` text NOT NULL,
	`booking_window` text NOT NULL,
	`cabin` text NOT NULL,
	`round_trip` integer NOT NULL,
	`currency` text NOT NULL,
	`airline` text NOT NULL,
	`shown` integer NOT NULL,
	`cheapest` integer NOT NULL,
	`log_sum` real NOT NULL,
	`lowest_minor` integer NOT NULL,
	PRIMARY KEY(`scope`, `market`, `day`, `booking_window`, `cabin`, `round_trip`, `currency`, `airline`)
);
--> statement-breakpoint
CREATE INDEX `fare_days_day` ON `fare_days` (`scope`,`airline`,`day`);--> statement-breakpoint
CREATE TABLE `market_days` (
	`scope` text NOT NULL,
	`market` text NOT NULL,
	`day` text NOT NULL,
	`searches` integer NOT NULL,
	`passengers` integer NOT NULL,
	`bookings` integer NOT NULL,
	`by_hour` text NOT NULL,
	`by_window` text NOT NULL,
	`by_departure` text NOT NULL,
	`by_device` text NOT NULL,
	`by_country` text NOT NULL,
	PRIMARY KEY(`scope`, `market`, `day`)
);
--> statement-breakpoint
CREATE INDEX `market_days_day` ON `market_days` (`scope`,`day`);