using QualiPref.Platform.Persistence;

namespace QualiPref.Platform.Tests.Persistence;

/// <summary>The expected values were computed by another program from the formulas in the contract.</summary>
public sealed class Digests
{
    [Fact]
    public void Of_nothing_are_zero() => Assert.Equal("0000000000000000", new BalanceDigest().ToString());

    [Fact]
    public void Of_a_balance_are_those_of_the_contract()
    {
        var digest = new BalanceDigest();
        digest.Add(new Guid("ffffffff-ffff-4fff-bfff-ffffffffffff"), 2, counted: true);
        digest.Add(new Guid("0198c0de-0000-7000-8000-000000000001"), 1, counted: true);
        digest.Add(new Guid("0198c0de-0000-7000-8000-000000000002"), 3, counted: false);

        Assert.Equal("4afa080beb1b8d2c", digest.ToString());
    }
}
