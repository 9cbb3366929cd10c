using System.Text.Json;
using Microsoft.Extensions.Logging;
using QualiPref.Contracts.Cuts.V1;
using QualiPref.Contracts.Indicators.V1;
using QualiPref.Platform.Persistence;
using QualiPref.Reporting.Features.Editions;
using QualiPref.Reporting.Indicators;
using QualiPref.Reporting.Storage;

namespace QualiPref.Reporting.Features.FreezingReports;

/// <summary>Reads a cut byte by byte, believes only what has the digest that was announced, and stores the bytes.</summary>
internal sealed partial class CutReader(EditionStore editions, IndicatorsClient indicators, ILogger logger)
{
    /// <summary>Reads and stores the root.</summary>
    /// <exception cref="CutUnreadableException">It is not the root that was announced.</exception>
    public async Task<CutRoot> ReadRootAsync(Guid cut, string digest, CancellationToken cancellationToken)
    {
        var root = Parse<CutRoot>(Checked(await indicators.FindRootAsync(cut, cancellationToken), digest, out var bytes));
        if (root.CutId != cut) throw new CutUnreadableException($"the root is that of cut {root.CutId}");
        if (root.CellFormat > CellFormats.All.Count) throw new CutUnreadableException($"its cells are of format {root.CellFormat}: this service is older than indicators");
        await editions.PutAsync(bytes, cancellationToken);
        return root;
    }

    /// <summary>Reads and stores a part.</summary>
    /// <returns>Its cells.</returns>
    /// <exception cref="CutUnreadableException">It is not the part that the root names.</exception>
    public async Task<IReadOnlyList<SiteDayCell>> ReadPartAsync(Guid cut, string digest, CancellationToken cancellationToken)
    {
        // A site-month that did not change between two cuts is the same part in both.
        var held = await HeldAsync(digest, cancellationToken);
        var part = Parse<CutPart>(Checked(held ?? await indicators.FindPartAsync(cut, digest, cancellationToken), digest, out var bytes));
        if (held is null) await editions.PutAsync(bytes, cancellationToken);
        return [.. part.SiteDays.Select(day => day.Cell).OfType<SiteDayCell>()];
    }

    /// <summary>The part as an older edition keeps it; null when none does, or not as it was stored: what somebody did to that one is no reason to freeze nothing.</summary>
    private async Task<byte[]?> HeldAsync(string digest, CancellationToken cancellationToken)
    {
        var held = await editions.ContentAsync(digest, cancellationToken);
        if (held is null || ContentStore.DigestOf(held) == digest) return held;
        LogAltered(digest);
        return null;
    }

    private static byte[] Checked(byte[]? read, string digest, out byte[] bytes)
    {
        if (read is null) throw new CutUnreadableException($"nothing has the digest {digest}");
        if (ContentStore.DigestOf(read) != digest) throw new CutUnreadableException($"what should have the digest {digest} has {ContentStore.DigestOf(read)}");
        return bytes = read;
    }

    private static T Parse<T>(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, FrozenJson.Options) ?? throw new JsonException("null");
        }
        catch (JsonException exception)
        {
            throw new CutUnreadableException($"no {typeof(T).Name}: {exception.Message}");
        }
    }

    [LoggerMessage(EventId = 4206, Level = LogLevel.Error, Message = "The part {Digest} that this service keeps was altered: it is read from indicators, the editions that rest on it need a backup")]
    private partial void LogAltered(string digest);
}

/// <summary>What was read is not the cut that was announced: asking again would read the same.</summary>
/// <param name="reason">What is wrong with it.</param>
internal sealed class CutUnreadableException(string reason) : Exception($"The cut cannot be used: {reason}.");
