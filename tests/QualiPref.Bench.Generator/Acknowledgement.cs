using System.Text;

namespace QualiPref.Bench.Load;

/// <summary>One acknowledged request of the generator.</summary>
/// <param name="Site">As in the request.</param>
/// <param name="Answers">How many answers it brought; 0 when it withdrew one.</param>
/// <param name="Expressed">How many of them say something to the question that is watched; -1 when it withdrew one that does.</param>
/// <param name="Microseconds">From the moment it was due to be sent, or was sent where nothing paces, to its acknowledgement.</param>
/// <param name="At">When it was acknowledged, as <see cref="System.Diagnostics.Stopwatch"/> counts in every process of this machine.</param>
internal readonly record struct Acknowledgement(short Site, int Answers, int Expressed, int Microseconds, long At)
{
    public static void Write(string path, IReadOnlyList<Acknowledgement> all)
    {
        using var writer = new BinaryWriter(new BufferedStream(File.Create(path), 1 << 20), Encoding.UTF8);
        writer.Write(all.Count);
        foreach (var one in all)
        {
            writer.Write(one.Site);
            writer.Write(one.Answers);
            writer.Write(one.Expressed);
            writer.Write(one.Microseconds);
            writer.Write(one.At);
        }
    }

    public static IReadOnlyList<Acknowledgement> Read(string path)
    {
        using var reader = new BinaryReader(new BufferedStream(File.OpenRead(path), 1 << 20), Encoding.UTF8);
        var all = new Acknowledgement[reader.ReadInt32()];
        for (var i = 0; i < all.Length; i++) all[i] = new Acknowledgement(reader.ReadInt16(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt64());
        return all;
    }
}
