using System.Buffers.Binary;

namespace QualiPref.Indicators.Storage;

/// <summary>
/// One fact in a cut: 37 bytes, whose order is the order of the entries (source, id, version, hash, all big-endian).
/// </summary>
internal readonly record struct CutEntry(byte Source, Guid Id, int Version, UInt128 Hash) : IComparable<CutEntry>
{
    public const int Length = 37;

    private static readonly string[] Sources = [FactSources.Surveys, FactSources.Complaints, FactSources.Measurements];

    public FactKey Key => new(SourceName, Id);

    public string SourceName => Sources[Source - 1];

    public static CutEntry Of(FactKey key, int version, UInt128 hash) => new((byte)(Array.IndexOf(Sources, key.Source) + 1), key.Key, version, hash);

    /// <summary>All entries as one text in base64.</summary>
    public static string Pack(ReadOnlySpan<CutEntry> entries)
    {
        var bytes = new byte[entries.Length * Length];
        for (var i = 0; i < entries.Length; i++) entries[i].Write(bytes.AsSpan(i * Length, Length));
        return Convert.ToBase64String(bytes);
    }

    /// <exception cref="FormatException">The text is no list of entries.</exception>
    public static CutEntry[] Unpack(string text)
    {
        var bytes = Convert.FromBase64String(text);
        if (bytes.Length % Length != 0) throw new FormatException("The packed list ends in the middle of an entry.");
        var entries = new CutEntry[bytes.Length / Length];
        for (var i = 0; i < entries.Length; i++) entries[i] = Read(bytes.AsSpan(i * Length, Length));
        return entries;
    }

    // Guid and UInt128 compare as their big-endian bytes do.
    public int CompareTo(CutEntry other) =>
        Source != other.Source ? Source.CompareTo(other.Source)
        : Id != other.Id ? Id.CompareTo(other.Id)
        : Version != other.Version ? Version.CompareTo(other.Version)
        : Hash.CompareTo(other.Hash);

    public static bool operator <(CutEntry left, CutEntry right) => left.CompareTo(right) < 0;

    public static bool operator >(CutEntry left, CutEntry right) => left.CompareTo(right) > 0;

    public static bool operator <=(CutEntry left, CutEntry right) => left.CompareTo(right) <= 0;

    public static bool operator >=(CutEntry left, CutEntry right) => left.CompareTo(right) >= 0;

    private void Write(Span<byte> target)
    {
        target[0] = Source;
        Id.TryWriteBytes(target[1..], bigEndian: true, out _);
        BinaryPrimitives.WriteInt32BigEndian(target[17..], Version);
        BinaryPrimitives.WriteUInt128BigEndian(target[21..], Hash);
    }

    private static CutEntry Read(ReadOnlySpan<byte> source)
    {
        if (source[0] < 1 || source[0] > Sources.Length) throw new FormatException($"The packed list names source {source[0]}.");
        return new CutEntry(
            source[0],
            new Guid(source.Slice(1, 16), bigEndian: true),
            BinaryPrimitives.ReadInt32BigEndian(source[17..]),
            BinaryPrimitives.ReadUInt128BigEndian(source[21..]));
    }
}
