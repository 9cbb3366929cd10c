using QualiPref.Surveys.Answers;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Finding_gaps
{
    [Fact]
    public void Nothing_received_misses_nothing()
    {
        var gaps = SequenceGaps.Of(0, []);
        Assert.Equal(0, gaps.Contiguous);
        Assert.Empty(gaps.Missing);
    }

    [Fact]
    public void An_unbroken_run_goes_on_from_where_it_was_known_to_be_complete() => Assert.Equal(7, SequenceGaps.Of(4, [5, 6, 7]).Contiguous);

    [Fact]
    public void Each_gap_is_named_with_both_ends()
    {
        var gaps = SequenceGaps.Of(0, [1, 2, 5, 6, 8]);
        Assert.Equal(2, gaps.Contiguous);
        Assert.Equal([new MissingRange(3, 4), new MissingRange(7, 7)], gaps.Missing);
    }

    [Fact]
    public void The_first_may_be_missing()
    {
        var gaps = SequenceGaps.Of(0, [3]);
        Assert.Equal(0, gaps.Contiguous);
        Assert.Equal([new MissingRange(1, 2)], gaps.Missing);
    }

    [Fact]
    public void A_number_used_twice_is_no_gap() => Assert.Equal(3, SequenceGaps.Of(0, [1, 2, 2, 3]).Contiguous);

    [Fact]
    public void What_is_written_off_is_no_gap_and_leaves_what_lies_around_it()
    {
        var gaps = SequenceGaps.Of(0, [1, 5, 9], [new(6, 7), new(2, 4)]);
        Assert.Equal(5, gaps.Contiguous);
        Assert.Equal([new MissingRange(8, 8)], gaps.Missing);
    }

    [Fact]
    public void What_is_known_to_exist_is_missing_behind_what_was_received()
    {
        Assert.Equal([new MissingRange(2, 2), new MissingRange(4, 7)], SequenceGaps.Of(0, [1, 3], expected: 7).Missing);
        Assert.Equal([new MissingRange(4, 4), new MissingRange(7, 7)], SequenceGaps.Of(3, [], [new(5, 6)], expected: 7).Missing);
        Assert.Equal(7, SequenceGaps.Of(0, [1, 2, 3], [new(4, 9)], expected: 7).Contiguous);
        Assert.Equal(9, SequenceGaps.Of(8, [9], expected: 7).Contiguous);
    }

    [Fact]
    public void No_more_than_a_hundred_gaps_are_told() =>
        Assert.Equal(100, SequenceGaps.Of(0, Enumerable.Range(1, 1_000).Select(i => i * 2L)).Missing.Count);
}
