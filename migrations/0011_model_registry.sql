CREATE TABLE `model_log` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scope` text NOT NULL,
	`model` text NOT NULL,
	`at` integer NOT NULL,
	`action` text NOT NULL,
	`alias` text,
	`version` text,
	`share` real,
	`key_id` text,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `model_log_model` ON `model_log` (`scope`,`model`,`id`);--> statement-breakpoint
CREATE TABLE `model_versions` (
	`scope` text NOT NULL,
	`model` text NOT NULL,
	`version` text NOT NULL,
	`created_at` integer NOT NULL,
	`uploaded_at` integer NOT NULL,
	`key_id` text NOT NULL,
	`onnx_sha256` text NOT NULL,
	`onnx_bytes` integer NOT NULL,
	`rows` integer NOT NULL,
	`seed` real NOT NULL,
	`lake` text,
	`comparison` text,
	PRIMARY KEY(`scope`, `model`, `version`)
);
