namespace QualiPref.Portal.Shell;

/// <summary>The drawings that are one line of a pen, on 24 by 24: the path of each, by its name.</summary>
internal static class Drawings
{
    public static readonly IReadOnlyDictionary<string, string> Lines = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["book"] = "M4 4h7v16H4zM13 4h7v16h-7z",
        ["check"] = "M4 12.5l5 5L20 6.5",
        ["chevron"] = "M5 9l7 7 7-7",
        ["clock"] = "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7v5.5l3.5 2",
        ["close"] = "M5 5l14 14M19 5L5 19",
        ["down"] = "M5 5l13 13M18.5 8v10.5H8",
        ["download"] = "M12 4v11M7 11l5 5 5-5M4 20h16",
        ["eye"] = "M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
        ["flat"] = "M3 12h17M14 6l6 6-6 6",
        ["list"] = "M4 6h16M4 12h16M4 18h10",
        ["lock"] = "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        ["mail"] = "M3 6h18v13H3zM3 7l9 7 9-7",
        ["menu"] = "M4 6h16M4 12h16M4 18h16",
        ["next"] = "M9 5l7 7-7 7",
        ["pen"] = "M4 20l1-5L16 4l4 4L9 19zM13.5 6.5l4 4",
        ["person"] = "M12 3.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4 20.5a8 6 0 0 1 16 0",
        ["plus"] = "M12 4v16M4 12h16",
        ["prev"] = "M15 5l-7 7 7 7",
        ["print"] = "M7 9V3h10v6M7 17H3V9h18v8h-4M7 14h10v7H7z",
        ["slip"] = "M5 3h14v18H5zM8.5 8h7M8.5 12h7M8.5 16h4",
        ["talk"] = "M3 5h18v12H11l-5 4v-4H3z",
        ["up"] = "M5 19L18 6M8 5.5h10.5V16",
        ["warn"] = "M12 3.5L22 20.5H2zM12 10v5M12 17.6v.4",
    };
}
