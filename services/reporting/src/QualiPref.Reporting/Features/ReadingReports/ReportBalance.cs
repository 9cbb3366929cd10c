using System.Globalization;
using QualiPref.Contracts.Balance.V1;

namespace QualiPref.Reporting.Features.ReadingReports;

/// <summary>Whether everything that was received is in the figures.</summary>
/// <param name="Closed">Every row has nothing pending and agrees.</param>
/// <param name="Rows">A row per source, site and month; months without anything received may be absent.</param>
public sealed record ReportBalance(bool Closed, IReadOnlyList<BalanceRow> Rows)
{
    /// <summary>How numbers are written in sentences.</summary>
    internal static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    internal static ReportBalance Of(IEnumerable<BalanceMonth> months) => Of([.. months.Select(BalanceRow.Of)]);

    internal static ReportBalance Of(IReadOnlyList<BalanceRow> rows) => new(rows.All(row => row.IsClosed), rows);

    /// <summary>The balance in one sentence, in French.</summary>
    internal string Sentence()
    {
        if (Rows.Count == 0) return "Aucun enregistrement n'est connu sur la période.";
        int Sum(Func<BalanceRow, int> of) => Rows.Sum(of);
        var sum = $"{Of(Sum(row => row.Received), "enregistrement", "reçu")} dans la période = {Of(Sum(row => row.Counted), "compté")} + {Count(Sum(row => row.SetAside))} mis de côté"
            + $" + {Of(Sum(row => row.Discarded), "refusé")} + {Of(Sum(row => row.Abandoned), "abandonné")} + {Of(Sum(row => row.Voided), "retiré")}"
            + $" + {Count(Sum(row => row.Pending))} en attente";
        var open = Rows.Count(row => !row.IsClosed);
        return Closed
            ? $"{(SetAside > 0 ? $"{Aside()}. Pour le reste, le" : "Le")} solde est clos : {sum}."
            : $"Le solde n'est pas clos : {sum} ; {(open == 1 ? "1 ligne reste ouverte" : $"{Count(open)} lignes restent ouvertes")}, les chiffres peuvent être incomplets.";
    }

    /// <summary>Answers that count only once somebody has decided on them.</summary>
    internal int SetAside => Rows.Sum(row => row.SetAside);

    /// <summary>How many answers wait for somebody, in words.</summary>
    internal string Aside() => SetAside == 1 ? "1 réponse mise de côté attend une décision" : $"{Count(SetAside)} réponses mises de côté attendent une décision";

    // French has its plural from two on.
    private static string Of(int number, params IEnumerable<string> words) => $"{Count(number)} {string.Join(' ', words.Select(word => number >= 2 ? word + "s" : word))}";

    private static string Count(int number) => number.ToString("N0", French);
}

/// <summary>The balance of one source, site and month: received = counted + setAside + discarded + abandoned + voided + pending.</summary>
/// <param name="Source"><c>surveys</c> or <c>complaints</c>.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Month">The month, <c>yyyy-MM</c>.</param>
/// <param name="Received">Distinct ids received.</param>
/// <param name="Counted">Of which in the figures.</param>
/// <param name="SetAside">Of which kept aside until somebody decides.</param>
/// <param name="Discarded">Of which refused for good.</param>
/// <param name="Abandoned">Of which abandoned by the person.</param>
/// <param name="Voided">Of which withdrawn.</param>
/// <param name="Pending">Of which not yet published by the source.</param>
/// <param name="Agrees">Whether the facts equal the source's ledger.</param>
public sealed record BalanceRow(
    string Source, string Site, string Month, int Received, int Counted, int SetAside, int Discarded, int Abandoned, int Voided, int Pending, bool Agrees)
{
    internal bool IsClosed => Pending == 0 && Agrees;

    internal static BalanceRow Of(BalanceMonth row) => new(
        row.Source, row.Site, row.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture), row.Received, row.Counted, row.SetAside, row.Discarded,
        row.Abandoned, row.Voided, row.Pending, row.Agrees);
}
