//! The reports themselves: text, JSON, tables and figures.

use serde_json::Value;

use super::{PROGRAM, files, folder, interleave, json, keys, stdout};

#[test]
fn text_has_timelines_figures_tables_waits_and_the_critical_path() {
    let [file] = files("text", [("app.json", PROGRAM.as_bytes())]);
    insta::assert_snapshot!(stdout(&interleave(&["trace", &file])));
}

#[test]
fn json_has_the_figures() {
    let [file] = files("json", [("app.json", PROGRAM.as_bytes())]);
    let report = json(&[&file]);
    let expect = [
        "busy_ns",
        "by_lane",
        "by_name",
        "context_switches",
        "critical_path",
        "events",
        "lanes",
        "longest_waits",
        "max_parallelism",
        "may_share_gil",
        "mean_concurrency",
        "mean_parallelism",
        "slices",
        "wall_ns",
        "warnings",
    ];
    assert_eq!(keys(&report), expect);
    let counts = ["events", "slices", "lanes", "wall_ns", "busy_ns", "max_parallelism"].map(|key| &report[key]);
    assert_eq!(counts, [13, 5, 3, 100_000_000, 100_000_000, 2]);
    assert_eq!(report["mean_parallelism"], 1.0);
    assert_eq!(report["warnings"], Value::Array(Vec::new()));
    let lane = &report["by_lane"][0];
    assert_eq!(
        (&lane["process"], &lane["lane"], &lane["kind"]),
        (&"app".into(), &"MainThread".into(), &"worker".into())
    );
    assert_eq!(
        (&lane["busy_ns"], &lane["waiting_ns"], &lane["slices"]),
        (&50_000_000.into(), &50_000_000.into(), &3.into())
    );
    let names: Vec<&Value> = report["by_name"].as_array().expect("a list").iter().map(|name| &name["name"]).collect();
    assert_eq!(names.len(), 5);
    let main = report["by_name"]
        .as_array()
        .expect("a list")
        .iter()
        .find(|name| name["count"] == 1 && name["total_ns"] == 100_000_000);
    assert_eq!(main.expect("it is there")["self_ns"], 20_000_000);
}

#[test]
fn several_files_are_compared_with_the_first() {
    let slow = PROGRAM.replace("\"dur\":100000", "\"dur\":200000");
    let [first, second, third] = files(
        "compared",
        [("app.json", PROGRAM.as_bytes()), ("slow.json", slow.as_bytes()), ("same.json", PROGRAM.as_bytes())],
    );
    insta::assert_snapshot!(stdout(&interleave(&["trace", &first, &second])));
    let report = json(&[&first, &second, &third]);
    assert_eq!(keys(&report), ["compared", "files"]);
    let named: Vec<&Value> = report["files"].as_array().expect("a list").iter().map(|file| &file["file"]).collect();
    assert_eq!(named, [&Value::from(first.as_str()), &second.as_str().into(), &third.as_str().into()]);
    assert_eq!(report["files"][1]["wall_ns"], 200_000_000);
    let [slow, same] = [&report["compared"][0], &report["compared"][1]];
    assert_eq!((&slow["file"], &slow["with"]), (&second.as_str().into(), &first.as_str().into()));
    assert_eq!((&slow["wall_ratio"], &same["wall_ratio"]), (&2.0.into(), &1.0.into()));
    assert_eq!(slow["by_name"][0]["difference_ns"], 100_000_000);
    assert_eq!(same["by_name"], Value::Array(Vec::new()));
    let text = stdout(&interleave(&["trace", &first, &third]));
    assert!(text.contains("same.json took as long as app.json"), "{text}");
}

#[test]
fn files_of_one_name_are_told_apart_by_their_folders() {
    let folder = folder("same-names");
    let paths = ["a", "b"].map(|name| {
        std::fs::create_dir(folder.join(name)).expect("a folder can be made");
        let path = folder.join(name).join("run.json");
        std::fs::write(&path, PROGRAM).expect("it can be written");
        path.to_string_lossy().into_owned()
    });
    let text = stdout(&interleave(&["trace", &paths[0], &paths[1], "--format", "csv"]));
    assert!(text.starts_with("file,process,") && text.contains(&format!("\r\n{},app,", paths[1])), "{text}");
}

#[test]
fn csv_has_a_row_for_each_slice_and_quotes_what_has_to_be() {
    let [file] = files("csv", [("app.json", PROGRAM.as_bytes())]);
    let text = stdout(&interleave(&["trace", &file, "--format", "csv"]));
    let lines: Vec<&str> = text.split_terminator("\r\n").collect();
    assert_eq!(lines[0], "process,lane,depth,start_ns,duration_ns,state,task,name");
    assert_eq!(lines[2], "app,MainThread,1,1000000,30000000,running,,\"load, \"\"all\"\"\"");
    assert_eq!(lines.len(), 6);
}

/// A terminal of its own would be needed for a narrow one: where there is none, lines have at most 100 columns.
#[test]
fn no_line_is_wider_than_what_is_there() {
    for name in ["sample.json", "viztracer-threads.json.gz", "viztracer-asyncio.json"] {
        let file = format!("{}/tests/traces/{name}", env!("CARGO_MANIFEST_DIR"));
        for line in stdout(&interleave(&["trace", &file])).lines() {
            assert!(line.chars().count() <= 100, "{name}: {line}");
        }
    }
}

#[test]
fn rows_that_nest_deeply_are_drawn_and_small_shares_are_not_nothing() {
    let file = format!("{}/tests/traces/viztracer-asyncio.json", env!("CARGO_MANIFEST_DIR"));
    let text = stdout(&interleave(&["trace", &file]));
    assert!(text.contains("BaseEventLoop.run_forever█"), "{text}");
    assert!(text.contains("< 1 %") && !text.contains("   0 %"), "{text}");
    assert!(!text.contains("ended by"), "{text}");
}

#[test]
fn svg_is_a_figure_of_its_own() {
    let [file] = files("svg", [("app.json", PROGRAM.as_bytes())]);
    insta::assert_snapshot!(stdout(&interleave(&["trace", &file, "--format", "svg"])));
}

#[cfg(unix)]
#[test]
fn colours_are_used_where_asked_for_and_names_never_steer_the_terminal() {
    let odd = PROGRAM.replace("crunch", r"crunch\u001b[2J").replace("crew", r"crew\u0007");
    let [file] = files("colours", [("app.json", odd.as_bytes())]);
    let plain = stdout(&interleave(&["trace", &file]));
    assert!(!plain.contains(['\x1b', '\x07']), "{plain}");
    let painted = stdout(&interleave(&["trace", &file, "--color", "always"]));
    assert!(painted.contains("\x1b[38;5;16;48;5;") && !painted.contains("\x1b[2J"), "{painted}");
    let figure = stdout(&interleave(&["trace", &file, "--format", "svg"]));
    assert!(!figure.contains(['\x1b', '\x07']), "{figure}");
}
