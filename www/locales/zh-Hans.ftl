# 简体中文。术语全篇一致：
#   concurrency 并发 · parallelism 并行 · thread 线程 · process 进程 · worker 工作者 · task 任务
#   core 核心 · lane 泳道 · slice 切片 · trace 跟踪 · track 轨道 · flow 箭头 · event loop 事件循环 · lock 锁 · GIL 全局解释器锁（GIL）
#   run 运行 · workload 工作负载 · makespan 总耗时 · speedup 加速比 · efficiency 效率 · utilisation 利用率
#   critical path 关键路径 · running 运行 · waiting 等待 · runnable 就绪 · overhead 开销 · work-stealing 工作窃取
# 数字与汉字之间留一个空格；一条消息写在一行里。

language-name = 简体中文

### 各视图共用

shared-in-words = { NUMBER($n) }

### 语言本身

language-not-loaded = 无法加载{ $name }，页面以英文显示。
language-unknown = 这里没有语言“{ $tag }”。

### 每个视图的外框

frame-title = Interleave：在你自己的电脑上看并发与并行
frame-views = 视图
frame-lab = 实验室
frame-program = 程序
frame-trace = 跟踪
frame-share = 分享
frame-language = 语言
frame-large = 大号字体，用于投影
frame-theme = { $choice ->
    [light] 主题：浅色
    [dark] 主题：深色
   *[auto] 主题：跟随系统
  }

### What the document says before anything is loaded

first-failed = 页面没有启动。请重新加载后再试。

### 仔细查看

closer-open = 仔细查看
closer-back = 返回图形
closer-hint = 缩放、搜索、沿箭头跳转和测量，运行时也可以；在图形上按住 Ctrl 滚动滚轮也会打开这里。

### 数字与列表

shared-in-unit = { $unit ->
    [ns] { $value }{ "\u00A0" }ns
    [us] { $value }{ "\u00A0" }µs
    [ms] { $value }{ "\u00A0" }ms
   *[s] { $value }{ "\u00A0" }s
  }
shared-percent = { $value }%
shared-times = { $ratio }×
shared-comma = 、
shared-space = { "" }

### 线程的状态

shared-state = { $state ->
    [idle] 空闲
    [new] 新建
    [runnable] 就绪
    [running] 运行
    [waiting] 等待
   *[overhead] 开销
  }

### 实验室：模型与工作负载

model-title = { $model ->
    [sequential] 顺序执行
    [event-loop] 事件循环
    [gil] GIL 下的线程
    [threads] 自由线程
   *[processes] 进程
  }
model-about = { $model ->
    [sequential] 1 个工作者，依次执行
    [event-loop] 1 个工作者，轮流执行
    [gil] 同一时刻只有一个在计算
    [threads] 全部同时计算
   *[processes] 各有内存，靠复制
  }
model-run = { $model ->
    [sequential] 顺序执行
    [event-loop] 事件循环
    [gil] GIL 下的线程
    [threads] 自由线程
   *[processes] 进程
  }，{ NUMBER($workers) } 个工作者
workload-title = { $workload ->
    [downloads] 下载
    [kitchen] 厨房
    [mandelbrot] 曼德博集合
    [matmul] 矩阵乘法
    [nbody] N 体引力
    [pi] 蒙特卡罗求 π
    [primes] 素数计数
    [sha256] SHA-256
    [sort] 归并排序
   *[wordcount] 词频统计
  }
workload-summary = { $workload ->
    [downloads] 先等待连接，再等待文件的各个片段，并把其中的数字相加。
    [kitchen] 准备菜肴：切菜，等待加热，然后翻炒。
    [mandelbrot] 计算曼德博集合的图像；集合内部的图块耗时最长。
    [matmul] 将两个方阵相乘；每个任务计算乘积的若干行。
    [nbody] 让物体在彼此的引力下运动；每个时间步都要等待前一步。
    [pi] 向正方形随机投点，统计落在圆内的点数。
    [primes] 用试除法统计某个上限以下的素数。
    [sha256] 对每块一百万字节求哈希，任务越大，求的次数越多。
    [sort] 对数字排序：任务先各自排好一块，再两两归并，直到最后一次归并。
   *[wordcount] 统计文本中每个词出现的次数；最后合并各部分的表。
  }
workload-task = { $workload ->
    [downloads] 下载
    [kitchen] 菜
    [mandelbrot] 图块
    [matmul] 行带
    [nbody] 组
    [pi] 点流
    [primes] 区间
    [sha256] 数据块
    [sort] 块
   *[wordcount] 部分
  } { NUMBER($number) }
workload-nature = { $nature ->
    [computing] CPU 密集型：一直在计算
    [waiting] I/O 密集型：大多在等待
   *[mixed] 混合型：既计算又等待
  }
workload-bound = { $nature ->
    [computing] CPU 密集型
    [waiting] I/O 密集型
   *[mixed] 混合型
  }

### 实验室：结果

headline-nothing = 同样的任务，在你的电脑上运行两次。
headline-unfinished = 并非每次运行都到达了终点。
headline-running = 正在用 { NUMBER($workers) } 个{ $unit ->
    [process] 进程
   *[worker] 工作者
  }运行 { NUMBER($tasks) } 个任务…
headline-one-task = 一个任务只占用一个工作者：<b>再多也不会更快</b>。
headline-who = { $who ->
    [sequential] 逐个执行
    [event-loop] 事件循环
    [gil] GIL 下的线程
    [threads] 自由线程
    [processes] 进程
    [counted-processes] { NUMBER($who-count) } 个进程
    [counted-gil] GIL 下的 { NUMBER($who-count) } 个工作者
   *[counted-workers] { NUMBER($who-count) } 个工作者
  }
headline-who-inside = { headline-who }
headline-whom = { $whom ->
    [sequential] 逐个执行
    [event-loop] 事件循环
    [gil] GIL 下的线程
    [threads] 自由线程
    [processes] 进程
    [counted-processes] { " " }{ NUMBER($whom-count) } 个进程
    [counted-gil] { " " }GIL 下的 { NUMBER($whom-count) } 个工作者
   *[counted-workers] { " " }{ NUMBER($whom-count) } 个工作者
  }
headline-faster = { headline-who }的速度是{ headline-whom }的 <b>{ $ratio } 倍</b>。
headline-faster-waiting = 对于这种以等待为主的工作，{ headline-who }的速度是{ headline-whom }的 <b>{ $ratio } 倍</b>。
headline-even = { headline-who }与{ headline-whom } <b>差不多快</b>。
headline-even-waiting = 对于这种以等待为主的工作，{ headline-who }与{ headline-whom } <b>差不多快</b>。
headline-slower = { headline-who }的耗时是{ headline-whom }的 <b>{ $ratio } 倍</b>。

explain-runs = { $runs ->
    [2] 两次运行
   *[other] 全部 { NUMBER($runs) } 次运行
  }完成的是{ $tasks ->
    [1] 同一个任务。
   *[other] 同样的 { NUMBER($tasks) } 个任务。
  }
explain-sequential = { $nature ->
    [computing] 顺序执行时，每个任务都要等前一个完成。
   *[waiting] 顺序执行时，工作者干等每一次等待结束。
  }
explain-event-loop = { $nature ->
    [computing] 事件循环只有一个工作者，轮流处理：所有任务都在进行中，任一时刻只有一个在执行。
   *[waiting] 事件循环只有一个工作者，一个任务等待时就转去处理另一个。
  }
explain-gil = { $nature ->
    [computing] 在 GIL 下，只有持有锁的线程在计算，其余的就绪等候。
   *[waiting] 在 GIL 下，等待中的线程会让下一个线程计算。
  }
explain-threads = { $workers ->
    [1] 一个自由线程逐个完成它们。
   *[other] { $nature ->
        [computing] { NUMBER($workers) } 个自由线程在同一时刻最多执行 { NUMBER($most) } 个任务。
       *[waiting] { NUMBER($workers) } 个自由线程最多同时等待 { NUMBER($most) } 个任务。
      }
  }
explain-processes = { $workers ->
    [1] 一个进程得到参数的副本，并把结果送回。
   *[other] { NUMBER($workers) } 个进程在启动并复制参数之后并行工作。
  }
explain-others = 另外还测量了：{ $models }。
explain-turns = 这里有 { NUMBER($cores) } 个核心：{ NUMBER($workers) } 个工作者中，同一时刻最多有 { NUMBER($cores) } 个真正在执行。其余的由操作系统轮流调度，任何记录都看不到这一点。

detail-run = { $model ->
    [sequential] 1 个工作者，逐个执行任务
    [event-loop] 1 个工作者：并发
    [gil] { $workers ->
        [1] { NUMBER($workers) } 个工作者
       *[other] { NUMBER($workers) } 个工作者：并发，一把锁
      }
    [threads] { $workers ->
        [1] { NUMBER($workers) } 个工作者
       *[other] { NUMBER($workers) } 个工作者：并行
      }
   *[processes] { $workers ->
        [1] { NUMBER($workers) } 个进程
       *[other] { NUMBER($workers) } 个进程：并行
      }
  }
detail-turns = { NUMBER($workers) } 个{ $unit ->
    [process] 进程
   *[worker] 工作者
  }轮流使用 { NUMBER($cores) } 个核心

### 实验室：可以设置的

lab-workers = 工作者
lab-cores-here = 本机 { NUMBER($cores) } 核
lab-cancel = 取消
lab-run-again = 再次运行
lab-workload = 工作负载
lab-tasks = 任务数
lab-size = 规模
lab-unevenness = 不均匀度
lab-latency-mean = 延迟均值
lab-latency-distribution = 延迟分布
lab-distribution = { $distribution ->
    [constant] 恒定
    [exponential] 指数
    [long-tail] 长尾
   *[uniform] 均匀
  }
lab-compare = 比较
lab-compare-least = 至少比较两种。
lab-share = 自由线程的任务分配
lab-sharing = { $sharing ->
    [dynamic] 动态
    [static] 静态
   *[work-stealing] 工作窃取
  }

### 实验室：需要知道的

lab-stopped = 引擎已停止。
lab-stopped-kept = 你的设置和已测得的结果都还在。
lab-restart = 重新启动
lab-not-isolated = 此页面未被隔离，工作者之间不共享内存：无论有没有 GIL，线程都在同一个线程上运行。进程仍然并行运行。
lab-repaired = 这个链接有一部分无法识别：{ $what }。
lab-repaired-view = 还没有名为“{ $name }”的视图
lab-repaired-value = { $key ->
    [v] 链接的版本
    [w] 工作负载
    [m] 模型
    [n] 工作者数量
    [t] 任务数量
    [s] 规模
    [u] 不均匀度
    [l] 延迟
    [d] 等待时间的分布
    [unpacked] 压缩部分
   *[h] 任务的分配方式
  }不能是“{ $value }”
lab-repaired-length = 它有 { NUMBER($length) } 个字符，最多读取 { NUMBER($most) } 个
lab-repaired-between = ；
lab-received = 链接的发送者测得：{ $what }。
lab-received-run = { $model } { $duration }

### 实验室：时间线

figure-label = { $title }，{ $detail }。{ $duration } 用方向键在切片之间移动。
figure-role = 时间线
figure-waits-turn = 等待轮到它
figure-cancelled = 已取消
figure-refused = 无法运行
figure-done = 完成，比最慢的早 { $duration }
figure-in-progress = 进行中
figure-at-once = 同时执行
figure-waits = 等待
figure-no-worker = 等待，不占用工作者
figure-slice = { $what } · { $state }
figure-times = { $duration }，从 { $start } 到 { $end }
figure-task = { $task }，{ $doing }
figure-spoken = { $slice }。{ $place }。{ $times }
figure-lane = { $kind ->
    [worker] 工作者 { NUMBER($number) }
    [process] 进程 { NUMBER($number) }
   *[parent] 父进程
  }
figure-doing = { $key ->
    [arguments] 参数
    [connect] 连接
    [copy-arguments] 复制参数
    [copy-result] 复制结果
    [count] 计数
    [cut] 切菜
    [hash] 求哈希
    [heat] 加热
    [merge] 归并
    [multiply] 相乘
    [parse] 解析
    [pull] 计算引力
    [range] 区间
    [receive] 接收
    [result] 结果
    [sort] 排序
    [start] 启动
    [stir] 翻炒
    [stolen] 被窃取
    [throw] 投点
    [tile] 图块
    [waits-for-the-GIL] 等待 GIL
    [waits-for-the-other-workers] 等待其他工作者
   *[other] { $name }
  }
key-running = 运行，颜色同任务
key-waiting = 等待
key-others = 等待其他工作者
key-runnable = 就绪：等待 GIL
key-new = 新建：启动中
key-overhead = 开销：复制
key-message = 消息
key-message-or-stolen = 消息，或被窃取的任务
key-stolen = 被窃取的任务
apart-button = 拆开这些时间线
apart-note = 在跟踪视图中缩放、搜索、跟随箭头和测量。
picture-note = 任务逐步绘制的图像。每个图块带有计算它的工作者的颜色和编号。
picture-label = 曼德博集合，绘制者：{ $model }

table-summary = 以表格显示
table-later = 运行结束后这里会有表格。
table-tasks = 任务
table-tasks-of = { $title }的任务
table-task = 任务
table-first-start = 首次开始
table-last-end = 最后结束
table-running = 运行
table-runnable = 就绪
table-waiting = 等待
table-slices = 切片
table-slices-of = { $title }的切片
table-lane = 泳道
table-state = 状态
table-what = 内容
table-start = 开始
table-duration = 时长
table-first-of = 共 { NUMBER($total) } 个切片，显示前 { NUMBER($shown) } 个。

### 实验室：测量结果

measured-title = 测量结果
measured-model = 模型
measured-workers = 工作者
measured-makespan = 总耗时
measured-speedup = 加速比
measured-efficiency = 效率
measured-utilisation = 利用率
measured-in-progress = 进行中
measured-at-once = 同时执行
measured-answer = 答案
measured-wrong = 错误：
measured-running = 运行中
measured-note = 加速比以“{ $model }”为基准。“进行中”和“同时执行”是整个运行期间的平均值。
measured-turns = 在这里，等待轮到的工作者也算作正在执行。
measured-dropped = 有 { NUMBER($records) } 条记录放不下而被丢弃：时间线上缺少它们。

lab-answer = { $workload ->
    [downloads] { $a } 个文件，{ $b } 字节，其中的数字之和为 { $c }
    [kitchen] { $a } 道菜，味道为 { $b }
    [mandelbrot] { $a } × { $b } 像素；集合面积 { $c }，已知值 { $d }
    [matmul] 两个 { $a } × { $b } 矩阵的乘积；各元素之和为 { $c }
    [nbody] { $a } 个物体，{ $b } 步：能量 { $d }，误差 { $c }
    [pi] { $b } 个点之后 π 约为 { $a }，偏离 { $c } 个标准差
    [primes] { $b } 以下有 { $a } 个素数
    [sha256] { $b } 个“一百万个 a”的哈希中有 { $a } 个为 { $c }
    [sort] { $a } 个数字已排好，居中的是 { $b }
   *[wordcount] { $a } 个词，{ $b } 个不同；最常见的是“{ $c }”，{ $d } 次
  }

matrix-title = 什么工作用什么模型
matrix-work = 工作
matrix-fill = 填充表格
matrix-none = 无
matrix-note = 每格十二个大小相同的任务，多工作者的模型用 { NUMBER($workers) } 个：取三次运行的中位数。条形是相对于该行最长者的时间；与最佳者相差不到十分之一的视为相同。
progress-runs = { NUMBER($done) } / { NUMBER($total) } 次运行
progress-label = 已结束的运行

sweep-title = 加速比随工作者数量的变化
sweep-run = 从 1 扫描到 { NUMBER($most) }
sweep-of = { $model }，{ $workload }，{ NUMBER($tasks) } 个任务
sweep-of-former = 更改之前的设置：{ sweep-of }
sweep-measured = 实测，三次的中位数
sweep-ideal = 理想
sweep-amdahl = 阿姆达尔定律：串行比例 { $serial }，偏差 { $error }
sweep-universal = 通用可扩展性定律：争用 { NUMBER($contention, minimumFractionDigits: 3) }，一致性 { NUMBER($coherency, minimumFractionDigits: 4) }，偏差 { $error }
sweep-no-law = 没有拟合任何定律：这里没有并行执行的部分。
sweep-one-point = 一个点不足以拟合定律：{ NUMBER($workers) } 个工作者得出串行比例 { $serial }（Karp-Flatt）。
sweep-fitted = 对 { NUMBER($most) } 个工作者以内的 { NUMBER($points) } 个点进行拟合。
sweep-beyond-cores = 工作者多于核心时会轮流执行：只显示，不拟合。
sweep-beyond-tasks = 工作者多于任务时，有的无事可做：只显示，不拟合。
sweep-cores = { NUMBER($cores) } 核
sweep-point = { NUMBER($workers) }：{ $value }

### 引擎为何停止，或无法完成一次运行

engine-trouble = { $code ->
    [pool-failed] 线程池中的一个工作者在计算时失败了。
    [no-memory] 工作者的内存不足：还差 { NUMBER($number) } MiB。请尝试更小的规模。
    [all-silent] 工作者不再响应。
    [worker-silent] 工作者 { NUMBER($number) } 不再响应。
    [process-silent] 进程 { NUMBER($number) } 不再响应。
    [not-started] 工作者未能在 { NUMBER($number) } 秒内启动。
    [no-successor] 无法启动所需的工作者。{ $detail }
    [refused] 浏览器拒绝启动工作者。
    [no-script] 工作者的脚本未能加载。
    [not-sent] 无法把这次运行发送给工作者。
   *[other] { $detail }
  }

### 嵌入形式与分享面板：脚本的文字，只用简单变量

embed-try = 试一试
embed-lab-title = 同样的任务，由一个工作者和由多个工作者完成
embed-lab-about = 在你的浏览器里、用这台机器的核心运行并测量。
embed-trace-title = 程序自身跟踪记录的时间线
embed-trace-about = 打开 Chrome 跟踪格式的性能记录。文件不会离开这台机器。
embed-program-title = 模拟计算机上的 Python 程序
embed-program-about = 以虚拟时间运行，核心、调度器与 GIL 由你设定；可向前、向后单步。
embed-loading = 正在加载…
embed-waiting = 等待本页的另一个演示空闲…
embed-failed = 演示未能加载：{ $reason }。
embed-again = 重试
embed-threads = 线程：这里的工作者共享内存。
embed-workers = 隔离的工作者：本页不允许它们共享内存。进程并行运行，线程只在一个上运行。
embed-resting = 工作者已结束；下次运行时会重新启动。
embed-tab = 在单独的标签页中打开
embed-misunderstood = 选项有一部分无法识别：{ $list }。
embed-option = { $name } 不能是“{ $value }”
share-title = 分享
share-close = 关闭
share-where = 用在哪里
share-copy = 复制
share-copied = 已复制。
share-copy-failed = 浏览器不允许页面复制：文字已选中，请自行复制。
share-preview = 预览
share-impossible = 无法分享：{ $reason }。
share-long = 链接有 { $length } 个字符。有些程序会截断超过 { $most } 个字符的链接。
share-link-note = 按现在的样子打开本页。任何服务器都不会知道。
share-controls = 控件
share-controls-min = 重新运行所需的
share-controls-full = 全部
share-controls-none = 无
share-theme = 主题
share-theme-auto = 与所在页面一致
share-theme-light = 浅色
share-theme-dark = 深色
share-start = 加载时机
share-start-click = 点击“试一试”时
share-start-view = 进入视野时
share-autoplay = 进入视野时自动运行
share-readonly = 不可更改设置
share-note-link = 用于邮件、聊天和书签。
share-note-iframe = 用于任何可写 HTML 的页面。高度固定，除非页面监听 lti.frameResize。
share-note-element = 用于任何可用脚本的页面。高度随演示变化，主题随页面变化。
share-note-mkdocs = 放进页面的 Markdown，前后各空一行。
share-note-docusaurus = 放进页面的 .mdx。
share-note-mdbook = 放进章节的 Markdown，前后各空一行。
share-note-quarto = 放进文档的 .qmd；PDF 中不出现。
share-note-sphinx = 放进文档的 .rst；PDF 中不出现。
share-note-myst = 放进文档的 .md，适用于带 MyST 的 Sphinx 和 Jupyter Book。
share-note-jupyter = 放进笔记本的单元格。
share-note-moodle = 放进页面、标签或题目的 HTML 源代码（编辑器的“</>”）。
share-note-canvas = 放进页面的 HTML 编辑器（文本下方的“</>”）。

### 跟踪视图：数量

trace-slices = { NUMBER($n) } 个切片
trace-lanes = { NUMBER($n) } 条泳道
trace-flows = { NUMBER($n) } 个箭头
trace-counters = { NUMBER($n) } 个计数器
trace-instants = { NUMBER($n) } 个瞬时事件
trace-events = { NUMBER($n) } 个事件
trace-frames = { NUMBER($n) } 个栈帧
trace-warnings = { NUMBER($n) } 条警告
trace-bytes = { $unit ->
    [b] { $size } 字节
    [kb] { $size }{ "\u00A0" }kB
    [mb] { $size }{ "\u00A0" }MB
   *[gb] { $size }{ "\u00A0" }GB
  }
trace-share-tiny = <{ shared-percent }
trace-rate = { $rate }{ "\u00A0" }MB/s
trace-beside = { " · " }
trace-unnamed = 无名称
trace-in-lane = { $lane } 中的 { $name }
trace-with-state = { $name }（{ $state }）
trace-moment = { $scope ->
    [process] 进程的瞬时事件
    [all] 全局的瞬时事件
   *[thread] 瞬时事件
  }

### 跟踪视图：结果

trace-empty = 此跟踪没有切片。
trace-growing = { trace-slices }，正在记录。
trace-measuring = { trace-slices }，正在测量。
trace-no-thread = 其中没有执行：{ trace-slices }，都是进行中的操作。
trace-one-thread = 一个线程，{ $share } 的时间在工作。
trace-threads = { NUMBER($threads) } 个线程，平均同时有 { $busy } 个在工作。
trace-waited = { $threads ->
    [1] 它有 { $share } 的时间在等待。
   *[other] 各线程有 { $share } 的时间在等待。
  }
trace-waited-in = { $threads ->
    [1] 它有 { $share } 的时间在等待，主要在 { $name } 中。
   *[other] 各线程有 { $share } 的时间在等待，主要在 { $name } 中。
  }
trace-at-most = 同一时刻最多有 { NUMBER($most) } 个在工作，平均有 { $mean } 个任务在进行中。
trace-threads-bound = { NUMBER($threads) } 个线程，平均同时最多有 { $busy } 个在工作。
trace-python = Python 调用的性能剖析分不清等待 GIL 的线程和正在执行的线程：有 GIL 时，每个进程同一时刻只有一个线程在执行。
trace-never-two = 从来没有两个同时在工作：是并发，而不是并行。
trace-wall = 首尾相距 { $duration }
trace-file-size = 文件 { $size }
trace-memory = 内存 { $size }
trace-several-growing = { NUMBER($n) } 个跟踪，正在记录。
trace-same = { $n ->
    [2] 两者耗时相同：{ $duration }。
   *[other] 全部耗时相同：{ $duration }。
  }
trace-faster-by = { $n ->
    [2] { $faster } 比 { $slower } 快 { $much }。
   *[other] { $faster } 比最慢的 { $slower } 快 { $much }。
  }
trace-faster-times = { $n ->
    [2] { $faster } 的速度是 { $slower } 的 { $ratio } 倍。
   *[other] { $faster } 的速度是最慢的 { $slower } 的 { $ratio } 倍。
  }
trace-took = { $name }：{ $duration }。
trace-took-at-once = { $name }：{ $duration }，平均同时有 { $busy } 个在工作。
trace-too-many = { $places ->
    [0] 共 { NUMBER($files) } 个文件，一个也没有打开：请先关闭一个跟踪。
    [1] 共 { NUMBER($files) } 个文件，只打开了第一个。
   *[other] 共 { NUMBER($files) } 个文件，打开了前 { NUMBER($places) } 个。
  }
trace-read-of = { $read } / { $total }
trace-sorting = 正在排序 { trace-events }

### 跟踪视图：打开文件之前

trace-question = 这个程序在哪里并发，在哪里并行，又在等什么？
trace-invitation = 打开它的性能剖析文件看一看。
trace-drop = 把跟踪文件拖到这里
trace-formats = Chrome 跟踪 JSON，即 viztracer、Chrome 和 Perfetto 写出的格式，也可用 .gz 压缩；多个文件会相互比较
trace-choose = 选择文件
trace-sample = 打开示例
trace-private = 一切都留在本机：文件在这个浏览器里读取，不会发送到任何地方。
trace-to-make = 如何生成跟踪
trace-to-make-python = Python 程序及其中的每次调用：
trace-to-make-lab = 在本机核心上运行一次实验室：
trace-sample-about = 示例就是这样的剖析：一个小 Python 程序，有六个线程、一把锁，既休眠又计算。
trace-files = 跟踪文件
trace-recent = 以前打开过
trace-recent-kept = 只保存在这个浏览器里。
trace-remove = 移除
trace-remove-file = 移除 { $name }
trace-not-isolated = 此页面未被隔离：文件在单个线程上读取，耗时更长。
trace-refused = 无法打开 { $name }。
trace-still-open = { $names } 仍然打开。
trace-picture = 图片
trace-picture-of = 导出当前所示的图片
trace-replace = 替换…
trace-replace-file = 替换 { $name }
trace-not-kept = 此地址所指的跟踪没有保存在这个浏览器中。打开它的文件，就会显示地址所指的内容。
trace-help-touch = 拖动平移，双指缩放，点按切片查看详情，点按名称折叠泳道。
trace-opening = 正在打开 { $name }
trace-cancel = 取消
trace-export = 导出
trace-export-file = 导出 { $name }
trace-close = 关闭
trace-close-file = 关闭 { $name }
trace-compare = 与…比较
trace-another = 打开另一个文件
trace-saved = 已保存 { $name }。
trace-not-saved = 未能保存。
trace-not-written = 未能写出：{ $reason }。
trace-no-sample = 示例未能加载。
trace-no-file = 浏览器中已没有这个文件。
trace-stopped = 查看器已停止。
trace-stopped-kept = 你的文件没有变化。
trace-restart = 重新启动

### 跟踪视图：时间线

trace-timeline = 时间线
trace-timeline-role = 时间线
trace-timeline-label = 跟踪的时间线。方向键在切片之间移动，W 和 S 缩放，A 和 D 平移。
trace-controls = 时间线控件
trace-zoom-in = 放大（W）
trace-zoom-out = 缩小（S）
trace-left = 左移（A）
trace-right = 右移（D）
trace-fit-all = 显示全部（Home）
trace-all = 全部
trace-fit-selection = 适应所选（F）
trace-fit-selection-short = 适应所选
trace-measure = 测量所选（M）
trace-measure-short = 测量所选
trace-find = 按名称查找切片
trace-find-short = 查找名称（/）
trace-previous = 上一个匹配（Shift+N）
trace-next = 下一个匹配（N）
trace-alignment = 对齐
trace-aligned = 对齐于
trace-align-starts = 各自的起点
trace-align-slices = 各自选中的切片
trace-hint = Ctrl 加滚轮缩放，或双指捏合
trace-help = 拖动平移，按住 Shift 拖动测量，双击适应。按键：W S 缩放，A D 平移，方向键在切片之间移动，Home 显示全部，F 适应，M 测量，/ 查找，C 折叠进程，Enter 进入详情，Escape 返回。
trace-from = 从 { $start }
trace-to = 到 { $end }，{ $total } 中的 { $length }
trace-from-to = 从 { $start } 到 { $end }
trace-lasts-from = { $duration }，从 { $start } 起
trace-at = 在 { $start }
trace-longest-of = 此处 { NUMBER($n) } 个中最长的
trace-nearest-of = 此处 { NUMBER($n) } 个中最近的
trace-spoken = { $name }，{ $state }，在 { $lane }，从 { $start } 起，持续 { $duration }。
trace-overhead = 运行，属于额外开销
trace-legend = { $state ->
    [running] 正在执行
    [waiting] 等待
    [runnable] 可以运行，等待轮到它
    [overhead] 额外开销：复制、启动、切换
    [new] 启动
   *[flow] 通向
  }
trace-level-at-once = { $n } 个同时执行
trace-level-in-progress = { $n } 个进行中
trace-paint-in-progress = 进行中
trace-paint-at-once = 同时执行
trace-paint-whole = 整个跟踪
trace-paint-all = 全部
trace-paint-band = 工作中，共 { $lanes }

### 跟踪视图：切片与一段时间

trace-state = 状态
trace-start = 开始
trace-duration = 时长
trace-own-time = 自身时间
trace-lane = 泳道
trace-task = 任务
trace-of-name = 全部同名
trace-together = 合计
trace-own-together = 自身时间合计
trace-longest = 最长
trace-lane-busy = 所在泳道工作
trace-lane-waiting = 所在泳道等待
trace-and-share = { $duration }，{ $share }
trace-go-longest = 转到最长的
trace-let-go = 取消选择
trace-arguments = 参数
trace-stack = 调用栈，{ trace-frames }，最外层在前
trace-comes-from = 来自
trace-leads-to = 通向
trace-on-the-way = 途中 { $duration }
trace-flow-name = { $name }：
trace-measured = 测得：{ $duration }
trace-measured-stretch = 测量的时段
trace-trace = 跟踪
trace-slices-head = 切片
trace-busy = 忙碌
trace-at-once = 同时执行
trace-most = 最多
trace-in-progress = 进行中

### 跟踪视图：汇总

trace-by-name = 按名称
trace-longest-waits = 最长的等待
trace-critical-path = 关键路径
trace-name = 名称
trace-total = 总计
trace-of-wall = 占总耗时
trace-wait = 等待
trace-ended-by = 结束者
trace-it-seems = { $cause }（推测）
trace-what = 内容
trace-path-way = { $name }，途中
trace-path-way-only = 途中
trace-path-note = 终点所等待的内容共耗时 { $duration }。
trace-path-guessed = 有 { NUMBER($n) } 次没有箭头说明来自何处：这是根据成对的调用推测的。
trace-on-path = 关键路径上
trace-time = 时间
trace-of-it = 占比
trace-path-stretches = 其中最长的各段，按时间排列
trace-show-all = 显示全部 { NUMBER($n) } 项
trace-warned = 文件不太规范。这里显示其中能够理解的部分。
trace-warnings-label = 警告
trace-at-byte = 字节位置
trace-and-more = 另有 { NUMBER($n) } 条。
trace-warning = { $kind ->
    [not-utf8] 并非 UTF-8 的文本只读取合规的部分
    [negative-times] 有些时间为负：全部平移，使最早的时间为 0
    [no-event] 这不是事件，已略去
    [no-phase] 没有 `ph` 的事件已略去
    [no-time] 没有 `ts` 的事件已略去
    [wrong-time] `ts` 不是数字的事件已略去
    [memory-dump] 内存转储已略去
    [negative-length] 时长为负的片段视为空
    [no-length] 没有 `dur` 的片段视为空
    [wrong-length] `dur` 不是数字的片段视为空
    [empty-counter] 没有值的计数器已略去
    [wrong-value] 计数器中不是数字的值已略去
    [arrow-not-arrived] 有出发而无到达的箭头已略去
    [arrow-not-left] 有到达而无出发的箭头已略去
    [lone-end] 没有开始的结束已略去
    [overlap] 与另一片段重叠而不在其内的片段已截断
    [too-deep] 位于 4096 层片段之内的片段已略去
    [lone-operation-end] 没有开始的操作结束已略去
    [lone-object-end] 没有开始的对象结束已略去
    [other-operation-end] 操作结束处的名称与它所结束的操作不同
    [no-operation-end] 没有结束的操作持续到最后一个操作结束
    [crowded] 并列过多的操作已略去
    [open-list] 事件列表没有结束：缺少 `{ "]" }`
    [file-ends] 文件在这个事件当中结束
    [too-long] 这个事件在 64 MB 之内没有结束
    [gzip-damaged] 压缩数据在此处损坏，不再往下读
    [gzip-changed] 压缩数据的校验和与这段文本不符
    [gzip-followed] 压缩数据之后的内容已略去
   *[gzip-ends] 压缩数据过早结束
  }
trace-warning-of = { $kind ->
    [unknown-phase] 阶段 `{ $name }` 未知，该事件已略去
    [no-end] `{ $name }` 没有结束，随其线程一同结束
    [beside] 事件之外的 `{ $name }` 已略去
   *[runs] 此文件含 { $name } 次运行，每次都从 0 开始：各项数字把它们当作同时发生的一个程序
  }
trace-warning-other-end = `{ $end }` 的结束视为最后开始的 `{ $begin }` 的结束
trace-warning-broken = { $kind ->
    [broken-event] 一个事件已略去：此处{ $problem }
   *[searched-on] 在文件其余部分中查找事件：此处{ $problem }
  }
trace-problem = { $problem ->
    [key] 缺少带引号的键
    [colon] 缺少冒号
    [value] 缺少值
    [comma] 缺少逗号或右括号
    [depth] 列表与对象嵌套过深
   *[end] 没有结束
  }
trace-warning-first = { $said }（共 { NUMBER($n) } 处，此为第一处）

### 跟踪视图：泳道与切片表

trace-lanes-head = 泳道
trace-at-work = 工作
trace-waiting = 等待
trace-utilisation = 利用率
trace-switches = 切换
trace-show = 显示
trace-more-lanes = 显示更多泳道
trace-show-lane = 显示 { $name }
trace-fold = 合为一行，只留最内层
trace-fold-lane = 折叠 { $name }
trace-up = 上移
trace-up-lane = 上移 { $name }
trace-down = 下移
trace-down-lane = 下移 { $name }
trace-as-table = 以表格显示
trace-all-lanes = 所有泳道
trace-kind = { $kind ->
    [moments] 瞬时事件
   *[slices] 切片
  }
trace-looking = 正在查找
trace-none = { $kind ->
    [moments] 没有瞬时事件
   *[slices] 没有切片
  }
trace-page-of = 按开始时间排列，共 { NUMBER($total) } 个{ $kind ->
    [moments] 瞬时事件
   *[slices] 切片
  }中的第 { NUMBER($first) } 到 { NUMBER($last) } 个
trace-name-contains = 名称包含
trace-first = 首页
trace-before = 上一页
trace-next-page = 下一页
trace-last = 末页

### 跟踪视图：为何停止

trace-trouble = { $code ->
    [refused] 浏览器拒绝启动工作者。
    [not-started] 未能在 { NUMBER($seconds) } 秒内启动。
    [no-script] 查看器的脚本未能加载。
   *[other] { $detail }
  }

### The program view

program-title = 在你掌控的机器上运行 Python 程序
program-intro = 在模拟计算机上以虚拟时间运行：先按“运行”，再向前或向后单步。
program-come-to = 尚未结束：运行到 { $time }。可从此处继续单步，或重新运行。
program-pick = 程序
program-own = 自己的程序
program-editor = 程序
program-editor-leave = Tab 用于缩进。按 Escape 再按 Tab 可离开。
program-editor-leaves = Tab 离开编辑器
program-no-gallery = 无法加载程序列表
program-mark = { $name }，{ $state }
program-run = 运行
program-cancel = 停止
program-edited = 程序在运行之后已修改：下面显示的是修改前程序的结果。
program-unpacked = 其压缩部分已损坏
program-stopped = 有一台机器没有响应。
program-no-memory = 内存不足。程序文本保持不变。
program-silent = 它已有五秒没有回应。可以继续等待或重新启动：程序文本会保留。
program-restart = 重新启动
program-no-worker = 浏览器没有启动 worker，或其脚本未能加载。
program-gil-on = 有 GIL
program-gil-off = 无 GIL
program-machines = 机器
program-machine = 机器
program-compare = 比较
program-compare-gil = 开启与关闭 GIL
program-compare-cores = 1 核与 4 核
program-add = 再加一台
program-remove = 移除这台
program-set-cores = 核心数
program-set-gil = GIL
program-set-policy = 调度策略
program-set-quantum = 时间片
program-set-cost = 切换开销
program-set-interval = 切换间隔
program-set-points = 释放 GIL 的时机
program-set-method = 进程启动方式
program-set-seed = 随机种子
program-costs = 开销
program-costs-of = 开销：{ $list }
program-set-cost-of = { $cost ->
    [thread-cost] 启动线程
    [fork-cost] fork 进程
    [page-cost] fork，每 4 KiB
    [spawn-cost] spawn 进程
    [forkserver-cost] forkserver 进程
    [interpreter-cost] 启动解释器
    [message-cost] 发送消息
   *[kilobyte-cost] 发送，每 KiB
  }
program-named-cost-of = { $cost ->
    [thread-cost] 线程 { $value }
    [fork-cost] fork { $value }
    [page-cost] fork 每 4 KiB { $value }
    [spawn-cost] spawn { $value }
    [forkserver-cost] forkserver { $value }
    [interpreter-cost] 解释器 { $value }
    [message-cost] 消息 { $value }
   *[kilobyte-cost] 每 KiB 消息 { $value }
  }
program-on = 开启
program-off = 关闭
program-stepping = 单步
program-backwards = 向后
program-forwards = 向前
program-first-title = 到开头
program-last-title = 到已运行到的位置
program-keys = 焦点在这些按钮上时：I、L、S、E 前进一条指令、一行、一次切换或一个事件，按住 Shift 则后退；Home 与 End 到两端。也可以在时间线上拖动播放头。
program-output = 输出
program-no-output = 尚无输出。
program-threads = 线程
program-thread = 线程
program-state = 状态
program-line = 行
program-where = 所在核心，或等待什么
program-in-library = 在库中
program-no-stack = 没有调用帧。
program-set = 已置位
program-not-set = 未置位
program-requested = 已请求
program-objects = 锁与队列
program-object = 对象
program-held-by = 持有者
program-waiting = 等待者
program-inside = 内容
program-tasks = 事件循环的任务
program-task = 任务
program-awaits = 等待什么
program-figures = 数据
program-save = 保存本次运行
program-save-note = 以 Chrome 追踪格式保存，可用于追踪视图、Perfetto 等。
program-took = 耗时
program-utilisation = 核心利用率
program-parallelism = 平均并行
program-at-once = 最大并行
program-concurrency = 平均进行中
program-switches = 切换
program-instructions = 指令
program-running = 运行
program-runnable = 就绪
program-waited = 等待
program-response = 响应时间
program-turnaround = 周转时间
program-stack-of = { $name } 的调用栈
program-machine-of = 机器：{ $name }
program-named-quantum = 时间片 { $value }
program-named-cost = 切换 { $value }
program-named-interval = 间隔 { $value }
program-named-seed = 种子 { $value }
program-cores = { NUMBER($n) } 核
program-core = 核心 { NUMBER($n) }
program-gil-of = 进程 { NUMBER($n) } 的 GIL
program-at-line = 第 { NUMBER($n) } 行
program-most-machines = 超过 { NUMBER($n) } 台机器
program-more-objects = 另有 { NUMBER($n) } 个未显示。
program-of = { $count }／{ $most }
program-thread-in = { $process } 中的 { $name }
program-left-out = 此前的 { $bytes } 字节未显示。
program-not-there = 这里没有程序“{ $name }”
program-repaired = 以下内容无法使用：{ $what }。
program-fault-instead = { $message }；{ $instead }
program-fault-at = 第 { NUMBER($line) } 行，第 { NUMBER($column) } 列：{ $message }
program-dead = { $message } 程序文本保持不变。
program-too-long = 程序太长，无法放入地址：{ $length } 个字符，最多可读取 { $most } 个。关闭页面后它将丢失。
program-now = { $time }，{ $instructions } 条指令
program-progress = { $millions } 百万条指令，{ $time }
program-ok = { $time } 后完成。
program-exit = { $time } 后以退出码 { NUMBER($code) } 结束。
program-exception = { $time } 后：{ $exception }。
program-deadlock = { $time } 后死锁：{ $circle }。
program-deadlock-open = { $time } 后无人可继续：{ $all }。
program-waits-join = { $name }（第 { NUMBER($line) } 行）等待 { $other } 结束
program-waits-nobody = { $name }（第 { NUMBER($line) } 行）等待 { $what }
program-waits-holder = { $name }（第 { NUMBER($line) } 行）等待由 { $holders } 持有的 { $what }
program-policy = { $policy ->
    [fifo] 先进先出
    [rr] 时间片轮转
    [sjf] 最短作业优先
    [srtf] 最短剩余时间优先
    [priority] 优先级
    [mlfq] 多级反馈队列
    [lottery] 彩票调度
   *[eevdf] 最早合格虚拟截止期优先
  }
program-thread-state = { $state ->
    [new] 新建
    [runnable] 就绪
    [running] 运行
    [waiting] 等待
   *[terminated] 终止
  }
program-task-state = { $state ->
    [ready] 在队列中
    [running] 运行
   *[waiting] 等待
  }
program-points = { $points ->
    [every] 任意指令之后
   *[cpython] 调用处与循环末尾
  }
program-unit = { $unit ->
    [instruction] 指令
    [line] 行
    [switch] 切换
   *[event] 事件
  }
program-on-title = { $unit ->
    [instruction] 到下一条指令
    [line] 到下一行
    [switch] 直到另一线程获得核心
   *[event] 到下一事件
  }
program-back-title = { $unit ->
    [instruction] 到上一条指令
    [line] 到上一行
    [switch] 到上一次切换
   *[event] 到上一事件
  }
program-limit = { $limit ->
    [instructions] 执行二十亿条指令、{ $time } 后停止：它可能永不结束。
    [memory] { $time } 后停止：所需内存超过此处程序可用的 128 MB。
    [processes] { $time } 后停止：它启动的进程和线程超过一次运行的上限。
   *[time] 虚拟时间一年后停止：它可能永不结束。
  }
program-waits = { $kind ->
    [gil] GIL
    [switch]等另一线程获得 GIL
    [sleep] 睡眠
    [io] 输入或输出
    [start] 等它启动的线程开始运行
    [thread] { $name } 结束
    [process] 进程 { $name } 结束
   *[object] { $held ->
        [yes] { $name }，由 { $holders } 持有
       *[no] { $name }
      }
  }

### 程序视图：编辑器自己的文字

program-editor-find = 查找
program-editor-next = 下一个
program-editor-previous = 上一个
program-editor-all = 全部
program-editor-match-case = 区分大小写
program-editor-regexp = 正则表达式
program-editor-by-word = 全字匹配
program-editor-replace = 替换为
program-editor-replace-one = 替换
program-editor-replace-all = 全部替换
program-editor-close = 关闭
program-editor-current-match = 当前匹配
program-editor-on-line = 所在行
program-editor-replaced-one = 已替换第 $ 行的匹配
program-editor-replaced-all = 已替换 $ 处匹配
program-editor-control = 控制字符
program-editor-deleted = 已删除所选内容

### 程序视图：线程的状态

program-states-title = 状态
program-states-move = { $kind ->
    [admit] 接纳
    [dispatch] 调度
    [preempt] 抢占
    [yield] 让出
    [block] 阻塞
    [wake] 唤醒
   *[exit] 退出
  }
program-states-said = { $name } 处于{ $state }状态。
program-states-last = 最近一次转换：{ $kind }。
program-states-in = { $state }：{ $names }。

### 程序视图：谁在等谁

program-graph-title = 谁在等谁
program-graph-none = 没有线程在等待其他线程。
program-graph-circle = 一个环，其中谁都无法继续：{ $names }。
program-graph-count = { $n ->
   *[other] { NUMBER($n) } 个线程在等待其他线程。
  }
program-graph-more = { $n ->
   *[other] 另有 { NUMBER($n) } 个等待的线程只列在表中。
  }
program-graph-crowd = { $n ->
   *[other] { NUMBER($n) } 个线程
  }
program-graph-wait = 等待
program-graph-held = 持有者为
program-graph-process = 进程
program-graph-table = 以表格显示
program-graph-waits-for = 等待
