using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace QualiPref.Bench.Running;

/// <summary>How fast a core is at this moment: a loop of integer work that is always the same. Printed beside each run, since cores change their speed.</summary>
internal static class MachineSpeed
{
    private const int Rounds = 100_000_000;

    private static ulong _kept;

    /// <summary>Milliseconds that the loop takes now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Milliseconds()
    {
        var watch = Stopwatch.StartNew();
        var value = _kept | 1;
        for (var i = 0; i < Rounds; i++)
        {
            value ^= value << 13;
            value ^= value >> 7;
            value ^= value << 17;
        }
        _kept = value;
        return watch.Elapsed.TotalMilliseconds;
    }

    /// <summary>The same in words.</summary>
    public static string Text => string.Create(CultureInfo.InvariantCulture, $"fixed loop {Milliseconds():0} ms");
}
