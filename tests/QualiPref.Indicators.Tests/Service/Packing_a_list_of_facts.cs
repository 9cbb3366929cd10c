using QualiPref.Indicators.Storage;

namespace QualiPref.Indicators.Tests.Service;

public sealed class Packing_a_list_of_facts
{
    private static readonly CutEntry[] Extremes =
    [
        Entry(FactSources.Complaints, "00000000-0000-0000-0000-000000000000", 1, 0),
        Entry(FactSources.Surveys, "ffffffff-0000-0000-0000-000000000000", 1, 0),
        Entry(FactSources.Surveys, "00000001-0000-0000-0000-000000000000", 1, 0),
        Entry(FactSources.Surveys, "00000001-ffff-0000-0000-000000000000", 1, 0),
        Entry(FactSources.Surveys, "00000001-0001-8000-0000-000000000000", 1, 0),
        Entry(FactSources.Surveys, "00000001-0001-7fff-ff00-000000000000", 256, 0),
        Entry(FactSources.Surveys, "00000001-0001-7fff-ff00-000000000000", 1, UInt128.MaxValue),
        Entry(FactSources.Surveys, "00000001-0001-7fff-ff00-000000000000", 1, 1),
        Entry(FactSources.Measurements, "00000000-0000-0000-0000-000000000001", 2, 0),
    ];

    [Fact]
    public void In_order_is_in_ascending_order_of_its_bytes()
    {
        var packed = Convert.FromBase64String(CutEntry.Pack([.. Extremes.Order()]));

        var entries = packed.Chunk(CutEntry.Length).Select(Convert.ToHexString).ToList();
        Assert.Equal(entries.Order(StringComparer.Ordinal), entries);
    }

    [Fact]
    public void Can_be_read_again() => Assert.Equal(Extremes, CutEntry.Unpack(CutEntry.Pack(Extremes)));

    [Fact]
    public void Has_the_layout_of_the_contract() => Assert.Equal(
        "020123456789ABCDEF0123456789ABCDEF000001020000000000000000000000000000000F",
        Convert.ToHexString(Convert.FromBase64String(CutEntry.Pack([Entry(FactSources.Complaints, "01234567-89ab-cdef-0123-456789abcdef", 258, 15)]))));

    private static CutEntry Entry(string source, string id, int version, UInt128 hash) => CutEntry.Of(new FactKey(source, Guid.Parse(id)), version, hash);
}
