using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Tests.Persistence;

/// <summary>The expected values were computed by another program from the formulas in the contract.</summary>
public sealed class Digests
{
    [Fact]
    public void Of_cell_versions_are_those_of_the_contract_in_any_order()
    {
        (string, DateOnly, long)[] cells =
            [("91-EVRY", new(2026, 3, 10), 1), ("91-EVRY", new(2026, 3, 11), 7), ("47-AGEN", new(2026, 3, 10), 1_764_000_000)];

        Assert.Equal("a1bec9073cf73e21", Of(cells));
        Assert.Equal("a1bec9073cf73e21", Of(cells.Reverse()));
        Assert.NotEqual("a1bec9073cf73e21", Of(cells.Skip(1)));
    }

    [Fact]
    public void Of_nothing_are_zero()
    {
        Assert.Equal("0000000000000000", new CellVersionDigest().ToString());
        Assert.Equal("0000000000000000", new BalanceDigest().ToString());
    }

    [Fact]
    public void Of_a_balance_are_those_of_the_contract()
    {
        var digest = new BalanceDigest();
        digest.Add(new Guid("ffffffff-ffff-4fff-bfff-ffffffffffff"), 2, counted: true);
        digest.Add(new Guid("0198c0de-0000-7000-8000-000000000001"), 1, counted: true);
        digest.Add(new Guid("0198c0de-0000-7000-8000-000000000002"), 3, counted: false);

        Assert.Equal("4afa080beb1b8d2c", digest.ToString());
    }

    private static string Of(IEnumerable<(string Site, DateOnly Date, long Version)> cells)
    {
        var digest = new CellVersionDigest();
        foreach (var cell in cells) digest.Add(cell.Site, cell.Date, cell.Version);
        return digest.ToString();
    }
}
