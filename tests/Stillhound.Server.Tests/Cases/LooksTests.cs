using System.Globalization;
using Stillhound.Server.Cases;

namespace Stillhound.Server.Tests.Cases;

public sealed class LooksTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("stillhound-looks-").FullName;
    private readonly ManualTime _time = new(new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero));

    private string File => Path.Combine(_folder, "looks.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_person_has_seen_what_they_saw()
    {
        var looks = new Looks(File, _time);
        looks.Mark("ann", "c-1", 7);
        looks.Mark("ben", "c-1", 5);
        looks.Mark("ann", "c-1", 9);
        looks.Find("ann", "c-1")!.Revision.ShouldBe(9);
        looks.Find("ANN", "c-1").ShouldNotBeNull("names that differ in case are one person's");
        looks.Find("ben", "c-1")!.Time.ShouldBe(_time.GetUtcNow());
        looks.Find("cat", "c-1").ShouldBeNull();
        looks.Find("ann", "c-2").ShouldBeNull();
    }

    [Fact]
    public void It_is_there_after_a_restart_hostile_names_included()
    {
        var looks = new Looks(File, _time);
        looks.Mark("ann \u202e\"<b>", "c-1", 7);
        looks.Save();
        new Looks(File, _time).Find("ann \u202e\"<b>", "c-1")!.Revision.ShouldBe(7);
    }

    [Fact]
    public void It_writes_itself_down_now_and_then()
    {
        var looks = new Looks(File, _time);
        looks.Mark("ann", "c-1", 1);
        System.IO.File.Exists(File).ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(6));
        looks.Mark("ann", "c-2", 2);
        new Looks(File, _time).Find("ann", "c-1").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""[{"person":null,"campaign":"c","revision":1,"time":"2026-01-01T00:00:00Z"}]""")]
    public void A_file_that_is_damaged_is_as_none(string text)
    {
        System.IO.File.WriteAllText(File, text);
        new Looks(File, _time).Find("ann", "c-1").ShouldBeNull();
    }

    [Fact]
    public void It_is_bounded_and_the_oldest_go_first()
    {
        var looks = new Looks(File, _time);
        for (var i = 0; i <= Looks.MostCampaigns; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            looks.Mark("ann", i.ToString(CultureInfo.InvariantCulture), i);
        }

        looks.Find("ann", "0").ShouldBeNull();
        looks.Find("ann", "1").ShouldNotBeNull();
        for (var i = 0; i < Looks.MostPeople; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            looks.Mark($"person {i}", "c-1", i);
        }

        looks.Find("ann", "1").ShouldBeNull();
        looks.Mark(new string('x', 201), "c-1", 1);
        looks.Find(new string('x', 201), "c-1").ShouldBeNull();
    }
}
