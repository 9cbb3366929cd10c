using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace QualiPref.Portal.Pages.Reclamations;

/// <summary>The lines of the form of an answer in which its promises are typed: what will be done, and by when.</summary>
internal static class PromiseRows
{
    /// <summary>How many an answer may have.</summary>
    public const int Most = 5;

    private const string Prefix = "promises/";

    /// <summary>Name of the field that says what will be done.</summary>
    public static string TextOf(int row) => $"engagement{row}";

    /// <summary>Name of the field that says by when.</summary>
    public static string DayOf(int row) => $"engagement{row}Le";

    /// <summary>Puts into the body of the call what was typed; lines that were left empty are none.</summary>
    public static void AddTo(Dictionary<string, object> body, IFormCollection form)
    {
        var typed = Filled(form).Select(row => new { text = form[TextOf(row)].ToString().Trim(), dueOn = Day(form, row) }).ToList();
        if (typed.Count > 0) body["promises"] = typed;
    }

    /// <summary>The field that a refusal of the service is about; the pointer itself where it is about none of these.</summary>
    public static string FieldOf(string pointer, IFormCollection form)
    {
        var field = pointer.TrimStart('/');
        if (!field.StartsWith(Prefix, StringComparison.Ordinal)) return field;
        var parts = field[Prefix.Length..].Split('/');
        var rows = Filled(form).ToList();
        return int.TryParse(parts[0], CultureInfo.InvariantCulture, out var index) && index < rows.Count ? parts is [_, "dueOn"] ? DayOf(rows[index]) : TextOf(rows[index]) : field;
    }

    /// <summary>What a field asks for; null where it is none of these.</summary>
    public static string? LabelOf(string field) => Enumerable.Range(1, Most).FirstOrDefault(row => field == TextOf(row) || field == DayOf(row)) is > 0 and var number ? $"Engagement {number}" : null;

    private static IEnumerable<int> Filled(IFormCollection form) => Enumerable.Range(1, Most).Where(row => (form[TextOf(row)] + form[DayOf(row)]).Trim().Length > 0);

    // Nothing is no date: the service says so at its field.
    private static string? Day(IFormCollection form, int row) => form[DayOf(row)].ToString() is { Length: > 0 } day ? day : null;
}
