using QualiPref.Contracts.Balance.V1;
using QualiPref.Indicators.Storage;
using QualiPref.Platform.Http;
using QualiPref.Platform.Messaging;

namespace QualiPref.Indicators.Features.Balancing;

/// <summary>Packs months of the balance into messages.</summary>
internal static class BalanceMessages
{
    private const int MonthsPerMessage = 500;

    private static readonly Guid Space = new("1d3a5d0e-4c57-4a3c-8c1b-9a53c2f4c0de");

    public static IEnumerable<OutgoingMessage<BalanceChanged>> Pack(IReadOnlyList<BalanceMonthDocument> months) => months
        .OrderBy(month => month.Id, StringComparer.Ordinal).ThenBy(month => month.Version)
        .Chunk(MonthsPerMessage)
        .Select(chunk => new OutgoingMessage<BalanceChanged>(
            Uuid5.Create(Space, string.Join(' ', chunk.Select(month => FormattableString.Invariant($"{month.Id}@{month.Version}")))),
            new BalanceChanged { Months = [.. chunk.Select(month => month.ToMonth())] }));
}
